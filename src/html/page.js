(() => {
  "use strict";
  const cards = [...document.querySelectorAll(".card")];
  const causes = [...document.querySelectorAll(".cause")];
  const parts = [...document.querySelectorAll(".picture [data-step], .picture [data-holding], .picture [data-actor]")];

  // Whether a part of a picture is what a card or button points to.
  const isAbout = (part, to) => {
    const flow = part.closest("[data-flow]");
    if (to.flow && flow && flow.dataset.flow !== to.flow) return false;
    if (to.holding) return part.dataset.holding === to.holding;
    if (to.step) return part.dataset.step === to.step;
    if (to.actor) return part.dataset.actor === to.actor;
    return false;
  };

  const show = (element) => {
    document.querySelectorAll(".spot").forEach((other) => other.classList.remove("spot"));
    element.classList.add("spot");
    element.scrollIntoView({ block: "center", inline: "center" });
    element.focus({ preventScroll: true });
  };

  for (const part of parts) {
    const about = cards.filter((card) => isAbout(part, card.dataset));
    if (about.length === 0) {
      part.setAttribute("tabindex", "-1");
      continue;
    }
    part.setAttribute("tabindex", "0");
    part.setAttribute("role", "link");
    const numbers = about.map((card) => card.id.replace("finding-", "")).join(", ");
    part.setAttribute("aria-label", [part.dataset.step || part.dataset.holding || part.dataset.actor, numbers].join(": "));
    const open = () => {
      about.forEach((card) => { card.hidden = false; card.closest(".cause").hidden = false; });
      show(about[0]);
    };
    part.addEventListener("click", open);
    part.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        open();
      }
    });
  }

  for (const button of document.querySelectorAll("button.goto")) {
    const target = parts.find((part) => isAbout(part, button.dataset));
    if (target) {
      button.addEventListener("click", () => show(target));
    } else if (button.closest(".links")) {
      button.hidden = true;
    } else {
      button.disabled = true;
    }
  }

  const filters = document.querySelector(".filters");
  if (filters) {
    const chosen = (name) => new Set([...filters.querySelectorAll(`[name=${name}]:checked`)].map((box) => box.value));
    const update = () => {
      const weights = chosen("weight");
      const verdicts = chosen("verdict");
      const text = filters.elements.text.value.normalize("NFKC").toLowerCase();
      let count = 0;
      const says = (element) => element.textContent.normalize("NFKC").toLowerCase().includes(text);
      for (const cause of causes) {
        // What all findings of a cause say alike is said outside of them.
        const alike = [...cause.children].some((child) => !child.matches(".cards") && says(child));
        const own = [...cause.querySelectorAll(".card")];
        for (const card of own) {
          const chosen = weights.has(card.dataset.weight) && verdicts.has(card.dataset.verdict);
          card.hidden = !(chosen && (alike || says(card)));
          count += card.hidden ? 0 : 1;
        }
        cause.hidden = own.every((card) => card.hidden);
      }
      const shown = filters.querySelector(".shown");
      shown.textContent = shown.dataset.text.replace("[count]", count).replace("[all]", cards.length);
    };
    filters.addEventListener("input", update);
    filters.addEventListener("submit", (event) => event.preventDefault());
    update();
  }

  // What is folded away on the screen stands open on paper, and what is filtered out stays out.
  addEventListener("beforeprint", () => {
    document.querySelectorAll("details").forEach((details) => { details.open = true; });
  });
})();

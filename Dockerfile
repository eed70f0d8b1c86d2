# One static binary and its licences. docker build -t sekisho . && docker run --rm -v "$PWD:/work:ro" sekisho lint
# A tag can be moved: name the image that builds it by digest, --build-arg RUST=rust:1.92-alpine@sha256:…; docs/ci.md tells how.
ARG RUST=rust:1.92-alpine
FROM ${RUST} AS build
RUN apk add --no-cache gcc musl-dev
WORKDIR /source
COPY . .
RUN cargo build --release --locked

FROM scratch
COPY --from=build /source/target/release/sekisho /sekisho
COPY LICENSE-MIT LICENSE-APACHE assets/fonts/OFL.txt /licences/
WORKDIR /work
USER 65532:65532
ENTRYPOINT ["/sekisho"]

//! A mutator that changes a YAML text by its lines and values, so that most of what it makes is still YAML.

use libfuzzer_sys::fuzzer_mutate;

/// Values that mean something somewhere, and some that never do.
const VALUES: &[&str] = &[
    "true",
    "false",
    "null",
    "~",
    "-1",
    "9223372036854775807",
    "1e999",
    "[]",
    "{}",
    "\"\"",
    "x",
    "[x, x]",
    "{ see: 資料1 }",
    "{ value: x, inferred: true }",
    "令和7年2月29日",
    "平成33年8月31日",
    "2024-04-01",
    "R6.4上旬",
    "5 years",
    "&a x",
    "*a",
    "!t x",
    "<<",
    "\"\\u202e\"",
    "\"\\0\"",
    "principal",
    "contractor",
    "hand-over",
    "extract",
    "import",
    "return",
    "erase",
    "cd-r",
    "paper",
    "network",
];

/// Changes `data[..size]` in place and gives the new size.
pub fn mutate(data: &mut [u8], size: usize, max_size: usize, seed: u32) -> usize {
    let mut chance = Chance(u64::from(seed) | 1);
    let text = std::str::from_utf8(data.get(..size).unwrap_or_default());
    let Some(text) = text.ok().filter(|text| text.contains('\n') && chance.below(3) > 0) else {
        return fuzzer_mutate(data, size, max_size);
    };
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    for _ in 0..=chance.below(3) {
        change(&mut lines, &mut chance);
    }
    let changed = lines.join("\n");
    let mut end = changed.len().min(max_size).min(data.len());
    while !changed.is_char_boundary(end) {
        end -= 1;
    }
    data[..end].copy_from_slice(&changed.as_bytes()[..end]);
    end
}

fn change(lines: &mut Vec<String>, chance: &mut Chance) {
    let count = lines.len();
    let (at, other) = (chance.below(count), chance.below(count));
    match chance.below(8) {
        0 if count > 1 => {
            lines.remove(at);
        }
        1 => lines.insert(at, lines[other].clone()),
        2 => lines.swap(at, other),
        3 => {
            // A block again, elsewhere: steps, contracts and sets are made twice by this.
            let block: Vec<String> = lines[at..count.min(at + 1 + chance.below(8))].to_vec();
            lines.splice(other..other, block);
        }
        4 => {
            let deeper = format!("  {}", lines[at]);
            lines[at] = deeper;
        }
        5 => lines[at] = lines[at].strip_prefix("  ").unwrap_or(&lines[at]).to_owned(),
        _ => {
            let value = match chance.below(3) {
                0 => value_of(&lines[other]).to_owned(),
                _ => VALUES[chance.below(VALUES.len())].to_owned(),
            };
            let line = &lines[at];
            // In a flow mapping any of the keys may be chosen.
            let colons: Vec<usize> = line.match_indices(": ").map(|(at, _)| at + 2).collect();
            if colons.is_empty() {
                return;
            }
            let from = colons[chance.below(colons.len())];
            let rest = &line[from..];
            let to = from + rest.find([',', '}', ']']).unwrap_or(rest.len());
            lines[at] = format!("{}{value}{}", &line[..from], &line[to..]);
        }
    }
}

fn value_of(line: &str) -> &str {
    line.split_once(": ").map_or(line, |(_, value)| value)
}

/// SplitMix64.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) as usize % limit.max(1)
    }
}

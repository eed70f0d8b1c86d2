# One static binary and its licences. docker build -t sekisho . && docker run --rm -v "$PWD:/work:ro" sekisho lint
FROM rust:1.92-alpine AS build
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

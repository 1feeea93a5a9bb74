# Recipes for people who work on Sealform. `just` lists them.

_list:
    @just --list

# What CI runs.
ci:
    .ci/run

# Accept what the examples generate and what the command says; then read what git shows.
snapshots:
    cargo build --locked
    for spec in specs/good/*; do target/debug/sealform generate "$spec" --out "snapshots/good/$(basename "$spec" .yaml)" --force --today 2026-11-24 || exit 1; done
    INSTA_UPDATE=always INSTA_FORCE_PASS=1 cargo test --locked
    SEALFORM_ACCEPT=1 cargo test --locked --test documents
    git status --short snapshots README.md

# A spec of N databases in target/fleet-N.yaml.
fleet N:
    mkdir -p target
    cargo run --release --locked --example fleet -- {{N}} > target/fleet-{{N}}.yaml

# Measure each stage.
bench:
    cargo bench --locked

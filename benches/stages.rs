//! What each stage costs for 10, 1,000 and 10,000 databases: `cargo bench`, or `cargo bench -- 1000`. Rates are bytes of the
//! spec for the stages that read it, and bytes of Terraform for the others.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a benchmark that is wrong should stop"
)]

#[allow(dead_code, reason = "its `main` is for the command line")]
#[path = "../examples/fleet.rs"]
mod fleet;

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use sealform::diagnostic::Diagnostics;
use sealform::pipeline::{build, check_sources, prove};
use sealform::plan::resolve::resolve;
use sealform::render::engine::Engine;
use sealform::render::render;
use sealform::render::templates::BUILT_IN;
use sealform::rules;
use sealform::source::parse::parse;
use sealform::source::{SourceFile, Sources};
use sealform::spec::decode::decode;
use sealform::verify::{Mode, verify};

fn sources(count: usize) -> Sources {
    Sources {
        files: vec![SourceFile {
            name: "fleet.yaml".to_owned(),
            text: fleet::spec(count),
        }],
    }
}

fn stages(criterion: &mut Criterion) {
    for count in [10, 1_000, 10_000] {
        let mut group = criterion.benchmark_group("stage");
        group.sample_size(10);
        let id = |stage: &str| BenchmarkId::new(stage, count);
        let sources = sources(count);
        let found = &mut Diagnostics::default();
        let document = parse(&sources, found).unwrap();
        let spec = decode(&document, found).unwrap();
        let plan = resolve(&spec, found);
        let engine = Engine::new(BUILT_IN.iter().copied()).unwrap();
        let tree = render(&plan, &engine).unwrap();

        let read: usize = sources.files.iter().map(|file| file.text.len()).sum();
        group.throughput(Throughput::Bytes(read as u64));
        group.bench_function(id("parse"), |bencher| {
            bencher.iter(|| black_box(parse(&sources, &mut Diagnostics::default())));
        });
        group.bench_function(id("decode"), |bencher| {
            bencher.iter(|| black_box(decode(&document, &mut Diagnostics::default())));
        });
        group.bench_function(id("resolve"), |bencher| {
            bencher.iter(|| black_box(resolve(&spec, &mut Diagnostics::default())));
        });
        group.bench_function(id("rules"), |bencher| {
            bencher.iter(|| rules::run(&plan, &mut Diagnostics::default()));
        });

        let written: usize = tree.files.values().map(String::len).sum();
        group.throughput(Throughput::Bytes(written as u64));
        group.bench_function(id("render"), |bencher| {
            bencher.iter(|| black_box(render(&plan, &engine)));
        });
        group.bench_function(id("verify"), |bencher| {
            bencher.iter(|| black_box(verify(&tree, Mode::ByShape)));
        });
        group.bench_function(id("prove"), |bencher| {
            bencher.iter(|| black_box(prove(&tree, &plan, Mode::ByShape)));
        });
        group.bench_function(id("all"), |bencher| {
            bencher.iter(|| {
                let plan = check_sources(sources.clone()).plan.unwrap();
                black_box(build(&plan, Mode::ByShape).unwrap().unwrap())
            });
        });
        group.finish();
    }
}

criterion_group!(benches, stages);
criterion_main!(benches);

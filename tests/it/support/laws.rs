//! How property tests choose their cases.

use proptest::test_runner::{Config, RngSeed};

/// That many cases, the same in every run, so that a change is judged by what it does and not by
/// luck. To look further, choose other cases and more of them:
/// `PROPTEST_RNG_SEED=7 LAW_TIMES=50 cargo test`.
pub fn cases(count: u32) -> Config {
    let config = Config::default();
    let rng_seed = match config.rng_seed {
        RngSeed::Random => RngSeed::Fixed(2024),
        chosen @ RngSeed::Fixed(_) => chosen,
    };
    let times = std::env::var("LAW_TIMES").map_or(1, |times| times.parse().unwrap());
    Config { cases: count * times, failure_persistence: None, rng_seed, ..config }
}

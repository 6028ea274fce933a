use maillage::import::{Input, Options, read};
fn main() {
    for arg in std::env::args_os().skip(1) {
        let text = arg.to_string_lossy().into_owned();
        let paths: Vec<_> = text.split('+').map(|p| std::path::PathBuf::from(p)).collect();
        let options = Options::default();
        let start = std::time::Instant::now();
        let inputs: Result<Vec<_>, _> = paths.iter().map(|p| Input::open(p, &options.limits)).collect();
        let outcome = inputs.and_then(|i| read(i, &options, &mut |_| true));
        let ms = start.elapsed().as_millis();
        match outcome {
            Ok(i) => {
                let w: Vec<String> = i.report.warnings.iter().map(|w| w.to_string()).collect();
                let rej: Vec<String> =
                    i.report.rejected.iter().take(4).map(|r| format!("{}: {}", r.place, r.reason)).collect();
                println!(
                    "OK\t{}\t{}\t{}\t{}ms\t{:?}\t{:?}",
                    text,
                    i.map.actor_count(),
                    i.map.link_count(),
                    ms,
                    w,
                    rej
                );
                if std::env::var_os("LABELS").is_some() {
                    let mut l: Vec<_> = i.map.actors().map(|a| a.name.to_string()).collect();
                    l.sort();
                    println!("{:?}", l);
                }
                if !i.report.adds_up() {
                    println!("DOES NOT ADD UP {:?} {:?}", i.report.actors, i.report.links);
                }
            }
            Err(e) => println!("ERR\t{}\t\t\t{}ms\t{} | {}", text, ms, e, e.hint()),
        }
    }
}

//! The stages of a pipeline that nobody has used, when an import brings its own.

use interchange::csv::CsvFile;
use interchange::headers::propose_mapping;
use interchange::plan::{Decisions, Input, Planner, Report, TreatStage};
use record::schema::{deal, stage};
use record::{Currency, Instant, Kind, RecordId, Value};
use workflow::{Language, Outcome, Template};
use workspace::Command;
use workspace::importing::{Keys, Known};

use crate::device::Device;

/// A device with the usual pipeline and nothing else.
fn begun() -> Device {
    let mut device = Device::bare(1);
    let writes = Template::Generic.build(Language::En).writes();
    let group = RecordId(1);
    let label = "setup".to_owned();
    device
        .run(Command::Bulk {
            label,
            group,
            writes,
        })
        .unwrap();
    device
}

/// Imports a file of deals, as one action.
fn import(device: &mut Device, text: &str) -> Report {
    let file = CsvFile::read("deals.csv", text.into(), |_, _| None).unwrap();
    let schema = device.ws.schema().clone();
    let mapping = propose_mapping(file.header(), &file.sample(9), file.name(), &schema);
    let decisions = Decisions::new(Instant(device.now), RecordId(77), Currency::EUR);
    let (writes, report) = {
        let known = Known {
            workspace: &device.ws,
            keys: &Keys::of(&device.ws),
        };
        let input = Input {
            file: &file,
            mapping: &mapping,
        };
        let mut planner = Planner::new(vec![input], &decisions, &schema, &known);
        (planner.run(), planner.into_report())
    };
    let group = RecordId(77);
    let label = "import".to_owned();
    device
        .run(Command::Bulk {
            label,
            group,
            writes,
        })
        .unwrap();
    report
}

/// The names of the stages of every pipeline, in their order.
fn stages(device: &Device) -> Vec<(String, Vec<String>)> {
    let pipelines = device.ws.pipelines().into_iter();
    pipelines
        .map(|(id, name)| {
            let stages = device.ws.stages(id).into_iter();
            (name, stages.map(|stage| stage.name).collect())
        })
        .collect()
}

fn in_usual(names: &[&str]) -> Vec<(String, Vec<String>)> {
    let names = names.iter().map(|name| (*name).to_owned()).collect();
    vec![("Sales pipeline".to_owned(), names)]
}

#[test]
fn the_stages_of_the_file_take_the_place_of_those_that_nobody_has_used() {
    let mut device = begun();
    let before = stages(&device);
    let text = "Deal Name,Amount,Deal Stage\nA,1,Proposal Made\nB,2,Lead In\nC,3,Won\nD,4,Contact Made\nE,5,Lead In\n";
    let report = import(&mut device, text);
    let own = [
        "Lead In",
        "Contact Made",
        "Proposal Made",
        "Closed Won",
        "Closed Lost",
    ];
    assert_eq!(stages(&device), in_usual(&own));
    assert_eq!(report.gone_stages.len(), 5);
    let pipeline = device.ws.pipelines()[0].0;
    let outcomes: Vec<Outcome> = device
        .ws
        .stages(pipeline)
        .iter()
        .map(|s| s.outcome)
        .collect();
    let open = [Outcome::Open; 3];
    assert_eq!(
        outcomes,
        [&open[..], &[Outcome::Won, Outcome::Lost]].concat()
    );
    // None of them waits in the trash, and each deal is in its stage.
    assert_eq!(device.ws.count(Kind::STAGE), 5);
    for id in device.ws.ids(Kind::DEAL) {
        let stage = device.ws.value(Kind::DEAL, id, deal::STAGE);
        let stage = stage.and_then(|v| v.as_ref_id()).unwrap();
        assert!(device.ws.is_live(Kind::STAGE, stage));
    }
    // The same file again finds what it has made and takes nothing away.
    let again = import(&mut device, text);
    assert!(
        again
            .new_stages
            .iter()
            .all(|new| matches!(new.treat, TreatStage::Use(_)))
    );
    assert!(again.gone_stages.is_empty());
    assert_eq!(stages(&device), in_usual(&own));

    // All of it is one action.
    device.undo().unwrap();
    assert_eq!(stages(&device), before);
    assert_eq!(device.ws.count(Kind::DEAL), 0);
    device.redo().unwrap();
    assert_eq!(stages(&device), in_usual(&own));
    device.undo().unwrap();
    // And after it was taken back, as before it.
    import(&mut device, text);
    assert_eq!(stages(&device), in_usual(&own));
}

#[test]
fn stages_that_the_file_names_stay_in_their_place_among_its_own() {
    let mut device = begun();
    let usual = stages(&device)[0].1.clone();
    let text = format!(
        "Deal Name,Amount,Deal Stage\nA,1,{}\nB,2,Demo held\nC,3,Abandoned lost\n",
        usual[0]
    );
    import(&mut device, &text);
    let names = &stages(&device)[0].1;
    assert_eq!(names[0], usual[0]);
    assert_eq!(names[1], "Demo held");
    assert!(names.contains(&"Closed Won".to_owned()), "{names:?}");
}

#[test]
fn without_stages_of_its_own_a_file_leaves_the_usual_ones() {
    for text in [
        "Deal Name,Amount\nA,1\n",
        "Deal Name,Amount,Deal Stage\nA,1,Closed Won\nB,2,\n",
        "Deal Name,Amount,Deal Stage\nA,1,won\n",
    ] {
        let mut device = begun();
        let before = stages(&device);
        let report = import(&mut device, text);
        assert!(report.gone_stages.is_empty(), "{text}");
        assert_eq!(stages(&device), before, "{text}");
    }
}

#[test]
fn a_file_with_a_pipeline_of_its_own_takes_the_place_of_the_usual_one() {
    let mut device = begun();
    let before = stages(&device);
    import(
        &mut device,
        "Deal Name,Amount,Deal Stage,Pipeline\nA,1,Trial,Renewals\nB,2,Signed,Renewals\n",
    );
    let renewals = stages(&device);
    assert_eq!(renewals.len(), 1, "{renewals:?}");
    assert_eq!(renewals[0].0, "Renewals");
    device.undo().unwrap();
    assert_eq!(stages(&device), before);
}

#[test]
fn a_pipeline_that_was_used_or_changed_keeps_its_stages() {
    let text = "Deal Name,Amount,Deal Stage\nNew,1,Handshake\n";
    let usual = Template::Generic.build(Language::En).stages;
    let changes: [fn(&mut Device, RecordId); 3] = [
        |device, stage| {
            let values = vec![
                (deal::NAME, Value::text("Own")),
                (deal::STAGE, Value::Ref(stage)),
            ];
            device.create(Kind::DEAL, values);
        },
        |device, stage| {
            let name = Some(Value::text("Demo"));
            device.edit(Kind::STAGE, stage, stage::NAME, name).unwrap();
        },
        |device, stage| {
            let values = vec![
                (deal::NAME, Value::text("Trashed")),
                (deal::STAGE, Value::Ref(stage)),
            ];
            let record = device.create(Kind::DEAL, values);
            let kind = Kind::DEAL;
            device
                .run(Command::Delete {
                    kind,
                    records: vec![record],
                })
                .unwrap();
        },
    ];
    for change in changes {
        let mut device = begun();
        change(&mut device, usual[0].id);
        let before = stages(&device)[0].1.len();
        let report = import(&mut device, text);
        assert!(report.gone_stages.is_empty());
        assert_eq!(stages(&device)[0].1.len(), before + 1);
    }
}

//! A sales team's four tables, dropped together: companies, products, people and deals that name
//! each other.
#![allow(clippy::unwrap_used)]

mod common;

use common::{Drop, Store, deal_of, import};
use interchange::fold::Nearness;
use interchange::plan::{
    ChoiceDecision, Report, StageDecision, Treat, TreatStage, Warning, WarningReason,
};
use record::schema::{company, deal, field, member, product, stage};
use record::{FieldId, Kind, RecordId, Value};

const ACCOUNTS: &str = "account,sector,year_established,revenue,employees,office_location,subsidiary_of\n\
    Anvil & Sons,technolgy,1996,1100.04,2822,United States,\n\
    Blue Kettle,retail,2001,718.62,2448,Kenya,Anvil & Sons\n\
    Copperfield,Medical,1991,326.8,1016,Italy,Copperfield\n";
const PRODUCTS: &str =
    "product,series,sales_price\nGTX Pro,GTX,4821\nGTX Basic,GTX,550\nMG Special,MG,55\n";
const TEAMS: &str = "sales_agent,manager,regional_office\nMo Frost,Dana Brink,Central\nDara Schlecht,Mel Field,West\nIda Idle,Mel Field,East\n";
const DEALS: &str = "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value,engage_quarter,close_quarter\n\
    1C1I7A6R,Mo Frost,GTX Basic,Blue Kettle,Won,20-10-16,01-03-17,1054,Q4 2016,Q1 2017\n\
    Z063OYW0,Dara Schlecht,GTXPro,Anvil & Sons,Lost,25-10-16,21-03-17,0,Q4 2016,Q1 2017\n\
    EC4QE1BX,Dara Schlecht,MG Special,,Engaging,03-11-16,,,Q4 2016,\n\
    MV1LWRNH,Mo Frost,MG Special,Copperfield,Prospecting,,,,,\n";

const ALL: [(&str, &str); 4] = [
    ("sales_pipeline.csv", DEALS),
    ("accounts.csv", ACCOUNTS),
    ("products.csv", PRODUCTS),
    ("sales_teams.csv", TEAMS),
];

#[test]
fn four_tables_become_linked_records_whatever_their_order() {
    let mut orders = vec![ALL.to_vec(), ALL.iter().rev().copied().collect()];
    orders.push(vec![ALL[2], ALL[0], ALL[3], ALL[1]]);
    let mut results = Vec::new();
    for files in orders {
        let mut store = Store::with_pipeline();
        let report = import(&mut store, &files);
        assert!(
            report.rejected.is_empty() && report.questions.is_empty(),
            "{report:?}"
        );
        assert_eq!(report.count(Kind::COMPANY).new, 3);
        assert_eq!(report.count(Kind::MEMBER).new, 3);
        assert_eq!(report.count(Kind::DEAL).new, 4);
        let won = deal_of(&store, "generic:1C1I7A6R");
        assert_eq!(store.text(won, deal::NAME), "Blue Kettle – GTX Basic");
        assert_eq!(store.text(won, deal::AMOUNT), "1054.00 USD");
        assert_eq!(store.text(won, deal::STAGE), "Closed Won");
        assert_eq!(store.text(won, deal::OWNER), "Mo Frost");
        assert_eq!(store.text(won, deal::COMPANY), "Blue Kettle");
        assert_eq!(store.text(won, deal::OPENED_ON), "2016-10-20");
        assert_eq!(store.text(won, deal::CLOSE_DATE), "2017-03-01");
        assert_eq!(store.text(won, deal::CLOSED_ON), "2017-03-01");
        let lost = deal_of(&store, "generic:Z063OYW0");
        assert_eq!(store.text(lost, deal::STAGE), "Closed Lost");
        assert_eq!(store.text(lost, deal::PRODUCT), "GTXPro");
        let engaging = deal_of(&store, "generic:EC4QE1BX");
        assert_eq!(store.text(engaging, deal::STAGE), "Engaging");
        assert_eq!(store.text(engaging, deal::NAME), "MG Special");
        assert_eq!(store.text(engaging, deal::CLOSED_ON), "");
        let kettle = store.named(Kind::COMPANY, "Blue Kettle");
        assert_eq!(store.text(kettle, company::PARENT), "Anvil & Sons");
        assert_eq!(store.text(kettle, company::REVENUE), "718.62 USD");
        assert_eq!(store.text(kettle, company::INDUSTRY), "Retail");
        assert_eq!(kettle.get(&company::EMPLOYEES), Some(&Value::Int(2448)));
        let idle = store.named(Kind::MEMBER, "Ida Idle");
        assert_eq!(store.text(idle, member::MANAGER), "Mel Field");
        assert_eq!(store.text(idle, member::OFFICE), "East");
        let mut records: Vec<_> = store.records.iter().map(|(k, r)| (*k, r.clone())).collect();
        records.sort_by_key(|(k, _)| *k);
        results.push(records);
    }
    let same = |kind| {
        results
            .iter()
            .map(|r| r.iter().find(|(k, _)| *k == kind))
            .collect::<Vec<_>>()
    };
    for kind in [Kind::COMPANY, Kind::MEMBER, Kind::DEAL, Kind::STAGE] {
        let of = same(kind);
        assert!(of.iter().all(|r| *r == of[0]), "{kind:?}");
    }
}

#[test]
fn products_are_what_deals_may_name_and_near_spellings_are_shown_and_not_changed() {
    let mut store = Store::with_pipeline();
    let report = import(&mut store, &ALL);
    let basic = store.named(Kind::PRODUCT, "GTX Basic");
    assert_eq!(store.text(basic, product::PRICE), "550.00 USD");
    assert_eq!(report.count(Kind::PRODUCT).new, 3);
    let product = |value: &str| {
        let found = report
            .new_choices
            .iter()
            .find(|c| c.field == deal::PRODUCT && c.value == value);
        found.unwrap().clone()
    };
    assert!(product("GTX Pro").catalogue && product("GTX Pro").near.is_empty());
    let near = &product("GTXPro").near[0];
    assert_eq!(
        (near.option.as_str(), near.nearness, near.known),
        ("GTX Pro", Nearness::SameLetters, true)
    );
    let sector = report
        .new_choices
        .iter()
        .find(|c| c.value == "technolgy")
        .unwrap();
    assert_eq!(
        (sector.field, sector.near[0].option.as_str()),
        (company::INDUSTRY, "Technology")
    );
    let options = &store
        .schema
        .field(Kind::DEAL, deal::PRODUCT)
        .unwrap()
        .options;
    assert_eq!(options.len(), 4);

    // Decided: one spelling is taken as the other.
    let mut store = Store::with_pipeline();
    let files = ALL.map(|(n, t)| (n, t.as_bytes()));
    let mut files = Drop::new(&store.schema, &files);
    files.decisions.choices.push(ChoiceDecision {
        kind: Kind::DEAL,
        field: deal::PRODUCT,
        value: "GTXPro".into(),
        treat: Treat::Use("GTX Pro".into()),
    });
    files.import(&mut store);
    let lost = deal_of(&store, "generic:Z063OYW0");
    assert_eq!(store.text(lost, deal::PRODUCT), "GTX Pro");
    assert_eq!(
        store
            .schema
            .field(Kind::DEAL, deal::PRODUCT)
            .unwrap()
            .options
            .len(),
        3
    );
}

#[test]
fn what_was_decided_of_values_and_stages_is_decided_again_for_the_next_file() {
    let mut store = Store::with_pipeline();
    let files = ALL.map(|(n, t)| (n, t.as_bytes()));
    let mut first = Drop::new(&store.schema, &files);
    let choice = |value: &str, treat| ChoiceDecision {
        kind: Kind::DEAL,
        field: deal::PRODUCT,
        value: value.to_owned(),
        treat,
    };
    first.decisions.choices = vec![
        choice("GTXPro", Treat::Use("GTX Pro".into())),
        choice("MG Special", Treat::LeaveEmpty),
    ];
    let (report, _) = first.plan(&store);
    let engaging = report.new_stages.iter().find(|s| s.stage == "Engaging");
    let named = engaging.unwrap().named.clone();
    let proposal = RecordId::natural(["test", "stage", "Proposal"]);
    let treat = TreatStage::Use(proposal);
    first.decisions.stages = vec![StageDecision { named, treat }];
    first.import(&mut store);
    let stage = store.text(deal_of(&store, "generic:EC4QE1BX"), deal::STAGE);
    assert_eq!(stage, "Proposal");

    // Without the decisions the file would change its records back.
    let mut again = Drop::new(&store.schema, &files);
    assert_eq!(again.plan(&store).0.count(Kind::DEAL).updated, 3);
    for mapping in first.mappings.iter().chain(&first.mappings) {
        again.decisions.recall(first.decisions.habits(mapping));
    }
    assert_eq!(again.decisions.choices.len(), 2);
    let (report, writes) = again.plan(&store);
    assert_eq!(writes, []);
    let told = |value: &str| {
        let found = report.matched_choices.iter().find(|c| c.value == value);
        found.map(|c| (c.option.clone(), c.decided))
    };
    assert_eq!(told("GTXPro"), Some((Some("GTX Pro".into()), true)));
    assert_eq!(told("MG Special"), Some((None, true)));
    let engaging = report.new_stages.iter().find(|s| s.stage == "Engaging");
    let told = engaging.map(|s| (s.treat, s.decided));
    assert_eq!(told, Some((treat, true)));

    // A stage that is no longer there is no decision.
    store
        .records
        .get_mut(&Kind::STAGE)
        .unwrap()
        .remove(&proposal);
    let (report, _) = again.plan(&store);
    let engaging = report.new_stages.iter().find(|s| s.stage == "Engaging");
    let told = engaging.map(|s| (s.treat, s.decided));
    assert_eq!(told, Some((TreatStage::Create, false)));
}

#[test]
fn won_and_lost_that_a_column_beside_the_stage_says_can_be_decided_too() {
    let store = Store::with_pipeline();
    let file = b"Deal - Title,Deal - Stage,Deal - Status\nOne,Proposal,lost\nTwo,Proposal,open\n";
    let mut files = Drop::new(&store.schema, &[("deals.csv", file)]);
    let (report, _) = files.plan(&store);
    assert_eq!(report.new_stages.len(), 1);
    let named = report.new_stages[0].named.clone();
    let treat = TreatStage::LeaveEmpty;
    files.decisions.stages = vec![StageDecision { named, treat }];
    let mut store = store;
    files.import(&mut store);
    let stage = |name| store.text(store.named(Kind::DEAL, name), deal::STAGE);
    assert_eq!(
        (stage("One"), stage("Two")),
        (String::new(), "Proposal".into())
    );
}

#[test]
fn a_company_that_is_its_own_parent_gets_none_and_a_warning() {
    let mut store = Store::with_pipeline();
    let report = import(&mut store, &ALL);
    let own = store.named(Kind::COMPANY, "Copperfield");
    assert_eq!(own.get(&company::PARENT), None);
    let warned = report
        .warnings
        .iter()
        .any(|w| w.line == 4 && w.reason == WarningReason::OwnParent);
    assert!(warned, "{:?}", report.warnings);
}

#[test]
fn a_company_that_stands_above_its_parent_gets_none_and_a_warning() {
    let circles = |report: &Report| -> Vec<(u32, Option<usize>)> {
        let of = |w: &&Warning| w.reason == WarningReason::ParentCircle;
        let found = report.warnings.iter().filter(of);
        found.map(|w| (w.line, w.column)).collect()
    };
    let parent =
        |store: &Store, name: &str| store.text(store.named(Kind::COMPANY, name), company::PARENT);
    let mut store = Store::default();
    let file = "account,subsidiary_of\nA,B\nB,A\nC,D\nD,E\nE,C\nF,A\n";
    let report = import(&mut store, &[("accounts.csv", file)]);
    assert_eq!(circles(&report), [(3, Some(1)), (6, Some(1))]);
    let parents = ["A", "B", "C", "D", "E", "F"].map(|name| parent(&store, name));
    assert_eq!(parents, ["B", "", "D", "E", "", "A"]);

    // Nor above what is known already, and the same file again says the same again.
    let later = "account,subsidiary_of\nE,D\n";
    let report = import(&mut store, &[("accounts.csv", later)]);
    assert_eq!(
        (circles(&report), parent(&store, "E")),
        (vec![(2, Some(1))], String::new())
    );
    let files = Drop::new(&store.schema, &[("accounts.csv", file.as_bytes())]);
    let (report, writes) = files.plan(&store);
    assert_eq!((circles(&report).len(), writes), (2, Vec::new()));
}

#[test]
fn quarters_become_custom_fields_and_new_stages_stand_before_won() {
    let mut store = Store::with_pipeline();
    let report = import(&mut store, &ALL);
    let labels: Vec<&str> = report.new_fields.iter().map(|f| f.label.as_str()).collect();
    assert_eq!(labels, ["engage_quarter", "close_quarter", "series"]);
    let quarter = FieldId::custom(report.new_fields[0].record);
    let won = deal_of(&store, "generic:1C1I7A6R");
    assert_eq!(store.text(won, quarter), "Q4 2016");
    assert_eq!(
        store.count(Kind::FIELD),
        5,
        "three fields, options of product and industry"
    );
    assert!(
        store
            .of(Kind::FIELD)
            .iter()
            .all(|(_, f)| f.contains_key(&field::LABEL))
    );
    let order: Vec<String> = {
        use interchange::plan::Lookup;
        let stages = store.stages(store.pipeline.unwrap());
        stages.into_iter().map(|s| s.name).collect()
    };
    assert_eq!(
        order,
        [
            "Prospecting",
            "Proposal",
            "Engaging",
            "Closed Won",
            "Closed Lost"
        ]
    );
    assert_eq!(store.count(Kind::STAGE), 5);
    let engaging = store
        .of(Kind::STAGE)
        .into_iter()
        .find(|(_, f)| store.text(f, stage::NAME) == "Engaging");
    assert_eq!(store.text(engaging.unwrap().1, stage::OUTCOME), "Open");
}

#[test]
fn importing_the_same_files_again_writes_nothing() {
    let mut store = Store::with_pipeline();
    import(&mut store, &ALL);
    let before = store.clone();
    let files = ALL.map(|(n, t)| (n, t.as_bytes()));
    let (report, writes) = Drop::new(&store.schema, &files).plan(&store);
    assert_eq!(writes, []);
    assert_eq!(
        (
            report.count(Kind::DEAL).new,
            report.count(Kind::DEAL).unchanged
        ),
        (0, 4)
    );
    assert_eq!(report.count(Kind::COMPANY).unchanged, 3);
    assert!(report.new_choices.is_empty() && report.new_fields.is_empty());
    assert_eq!(before.records, store.records);
}

#[test]
fn a_changed_row_updates_its_record() {
    let mut store = Store::with_pipeline();
    import(&mut store, &ALL);
    let changed = DEALS.replace(",1054,", ",2000.5,");
    let report = import(&mut store, &[("sales_pipeline.csv", &changed)]);
    let deals = report.count(Kind::DEAL);
    assert_eq!((deals.new, deals.updated, deals.unchanged), (0, 1, 3));
    let won = deal_of(&store, "generic:1C1I7A6R");
    assert_eq!(store.text(won, deal::AMOUNT), "2000.50 USD");
}

#[test]
fn an_empty_workspace_gets_a_pipeline_with_won_and_lost() {
    let mut store = Store::default();
    let report = import(&mut store, &ALL);
    assert_eq!(store.count(Kind::PIPELINE), 1);
    let mut outcomes: Vec<(String, String)> = store
        .of(Kind::STAGE)
        .iter()
        .map(|(_, f)| (store.text(f, stage::NAME), store.text(f, stage::OUTCOME)))
        .collect();
    outcomes.sort();
    let of = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    assert_eq!(
        outcomes,
        [
            of("Engaging", "Open"),
            of("Lost", "Lost"),
            of("Prospecting", "Open"),
            of("Won", "Won")
        ]
    );
    assert_eq!(report.new_stages.len(), 4);
}

#[test]
fn new_open_stages_are_likelier_to_be_won_the_later_they_come() {
    let mut store = Store::default();
    let file =
        "Id,Deal name,Stage\n1,A,Verbal yes\n2,B,First call\n3,C,Offer quoted\n4,D,Won\n5,E,Lost\n";
    import(&mut store, &[("deals.csv", file)]);
    let percent = |store: &Store, name: &str| {
        let stages = store.of(Kind::STAGE);
        let found = stages
            .into_iter()
            .find(|(_, f)| store.text(f, stage::NAME) == name);
        store.text(found.unwrap().1, stage::PROBABILITY)
    };
    let all = |store: &Store| {
        ["First call", "Offer quoted", "Verbal yes", "Won", "Lost"].map(|n| percent(store, n))
    };
    assert_eq!(all(&store), ["10", "50", "90", "100", "0"]);
    // Later ones leave them as they are.
    import(
        &mut store,
        &[("deals.csv", "Id,Deal name,Stage\n6,F,Contract drawn\n")],
    );
    assert_eq!(all(&store), ["10", "50", "90", "100", "0"]);
    assert_eq!(percent(&store, "Contract drawn"), "90");
}

#[test]
fn work_is_done_in_slices_with_progress() {
    use interchange::plan::{Input, Phase, Planner};
    let store = Store::with_pipeline();
    let files = ALL.map(|(n, t)| (n, t.as_bytes()));
    let files = Drop::new(&store.schema, &files);
    let inputs = files.files.iter().zip(&files.mappings);
    let inputs = inputs
        .map(|(file, mapping)| Input { file, mapping })
        .collect();
    let mut planner = Planner::new(inputs, &files.decisions, &store.schema, &store);
    let (mut last, mut writes) = (0, Vec::new());
    loop {
        let step = planner.step(1);
        assert!(step.done >= last && step.done <= step.total);
        last = step.done;
        writes.extend(step.writes);
        if step.phase == Phase::Done {
            assert_eq!(step.done, step.total);
            break;
        }
    }
    assert_eq!(writes, files.plan(&store).1);
}

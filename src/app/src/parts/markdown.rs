//! Text with simple marks, as views. No HTML is ever made of it.

mod parse;

use leptos::prelude::*;

use parse::{Block, Span, parse};

/// Shows text written with a small part of Markdown: headings, lists, quotes, code, bold, italic
/// and links. Links lead only to http, https, mailto and tel; everything else is text.
#[component]
pub fn Markdown(
    /// The text.
    #[prop(into)]
    text: Signal<String>,
) -> impl IntoView {
    view! {
        <div class="markdown">
            {move || text.with(|text| parse(text)).into_iter().map(block).collect_view()}
        </div>
    }
}

fn block(block: Block) -> AnyView {
    match block {
        // The page's own headings are the first two levels.
        Block::Heading(1, spans) => view! { <h3>{inline(spans)}</h3> }.into_any(),
        Block::Heading(2, spans) => view! { <h4>{inline(spans)}</h4> }.into_any(),
        Block::Heading(_, spans) => view! { <h5>{inline(spans)}</h5> }.into_any(),
        Block::Paragraph(spans) => view! { <p>{inline(spans)}</p> }.into_any(),
        Block::Code(text) => view! {
            <pre tabindex="0">
                <code>{text}</code>
            </pre>
        }
        .into_any(),
        Block::Quote(blocks) => {
            let inner = blocks.into_iter().map(self::block).collect_view();
            view! { <blockquote>{inner}</blockquote> }.into_any()
        }
        Block::List(ordered, items) => {
            let items = items
                .into_iter()
                .map(|spans| view! { <li>{inline(spans)}</li> })
                .collect_view();
            if ordered {
                view! { <ol>{items}</ol> }.into_any()
            } else {
                view! { <ul>{items}</ul> }.into_any()
            }
        }
        Block::Rule => view! { <hr /> }.into_any(),
    }
}

fn inline(spans: Vec<Span>) -> Vec<AnyView> {
    spans.into_iter().map(span).collect()
}

fn span(span: Span) -> AnyView {
    match span {
        Span::Text(text) => text.into_any(),
        Span::Break => view! { <br /> }.into_any(),
        Span::Code(text) => view! { <code>{text}</code> }.into_any(),
        Span::Bold(spans) => view! { <strong>{inline(spans)}</strong> }.into_any(),
        Span::Italic(spans) => view! { <em>{inline(spans)}</em> }.into_any(),
        Span::Link(spans, address) => view! {
            <a href=address target="_blank" rel="noopener noreferrer nofollow">
                {inline(spans)}
            </a>
        }
        .into_any(),
    }
}

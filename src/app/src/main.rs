//! Starts the application in the page.

fn main() {
    app::start();
}

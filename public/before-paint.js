// Runs before the first paint: the chosen theme and language, so that nothing flashes.
// Preferences are stored as JSON strings; a plain word is taken as well.
(function () {
  var root = document.documentElement;
  function preference(name, allowed) {
    try {
      var stored = localStorage.getItem("rapport." + name);
      var value = stored && stored.replace(/^"|"$/g, "");
      return allowed.indexOf(value) < 0 ? null : value;
    } catch (_) {
      return null; // Storage may be closed to this page: the system's choice holds.
    }
  }
  var theme = preference("theme", ["light", "dark"]);
  if (theme) root.setAttribute("data-theme", theme);
  var language = preference("language", ["en", "zh-CN"]);
  root.lang = language || (/^zh/i.test(navigator.language) ? "zh-CN" : "en");
  // Without modules boot.js never runs: say so instead of showing an empty page.
  if (!("noModule" in HTMLScriptElement.prototype)) root.setAttribute("data-unsupported", "");
})();

(function () {
  "use strict";
  var root = document.documentElement;
  var $ = function (selector, from) { return Array.prototype.slice.call((from || document).querySelectorAll(selector)); };
  function recall(key) { try { return localStorage.getItem(key); } catch (refused) { return null; } }
  function keep(key, value) { try { localStorage.setItem(key, value); } catch (refused) { return; } }

  // light and dark
  var saved = recall("assay-theme");
  if (saved === "light" || saved === "dark") { root.dataset.theme = saved; }
  function isDark() {
    return root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  }
  $("[data-do=theme]").forEach(function (button) {
    button.hidden = false;
    function say() { button.textContent = isDark() ? "Light" : "Dark"; }
    say();
    button.addEventListener("click", function () {
      root.dataset.theme = isDark() ? "light" : "dark";
      keep("assay-theme", root.dataset.theme);
      say();
    });
  });

  // filtering scores
  $(".toolbar").forEach(function (bar) {
    bar.hidden = false;
    var search = bar.querySelector("input[type=search]");
    var headline = bar.querySelector("[data-do=headline]");
    var models = $("[data-model-toggle]", bar);
    function apply() {
      var words = search.value.trim().toLowerCase();
      var off = models.filter(function (box) { return !box.checked; }).map(function (box) { return box.value; });
      $("[data-probe]").forEach(function (probe) {
        var whole = probe.dataset.probe.indexOf(words) >= 0;
        var any = false;
        $("tbody[data-metric]", probe).forEach(function (metric) {
          var seen = (whole || metric.dataset.metric.indexOf(words) >= 0) && (!headline.checked || metric.classList.contains("headline"));
          metric.hidden = !seen;
          any = any || seen;
        });
        $("details.behind", probe).forEach(function (fold) {
          fold.hidden = !$("tbody[data-metric]", fold).some(function (metric) { return !metric.hidden; });
          fold.open = fold.open || (words !== "" && !whole && !fold.hidden);
        });
        probe.hidden = !any;
      });
      $(".dimension").forEach(function (part) {
        part.hidden = !$("[data-probe]", part).some(function (probe) { return !probe.hidden; });
      });
      $("[data-model]").forEach(function (row) { row.hidden = off.indexOf(row.dataset.model) >= 0; });
    }
    bar.addEventListener("input", apply);
  });

  // sorting tables
  $("th[data-sort]").forEach(function (head) {
    var button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.textContent = "";
    head.appendChild(button);
    head.setAttribute("aria-sort", "none");
    button.addEventListener("click", function () {
      var up = head.getAttribute("aria-sort") !== "ascending";
      $("th[data-sort]", head.parentNode).forEach(function (other) { other.setAttribute("aria-sort", "none"); });
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      var body = head.closest("table").tBodies[0];
      var place = head.cellIndex;
      function worth(row) {
        var cell = row.cells[place];
        var text = cell.dataset.v === undefined ? cell.textContent.trim() : cell.dataset.v;
        var n = parseFloat(text);
        return isNaN(n) ? text : n;
      }
      $("tr", body).sort(function (a, b) {
        var x = worth(a), y = worth(b);
        var order = typeof x === "number" && typeof y === "number" ? x - y : String(x).localeCompare(String(y));
        return up ? order : -order;
      }).forEach(function (row) { body.appendChild(row); });
    });
  });

  // a link into a fold opens it
  function reveal() {
    var target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (var node = target; node; node = node.parentElement) { if (node.tagName === "DETAILS") { node.open = true; } }
    if (target) { target.scrollIntoView(); }
  }
  window.addEventListener("hashchange", reveal);
  reveal();
})();

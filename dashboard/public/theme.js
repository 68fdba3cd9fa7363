// Before the first paint, and a file of its own because the policy forbids scripts inside of the page.
(function () {
  var chosen = null;
  try {
    chosen = localStorage.getItem('tulving.theme');
  } catch (error) {
    // Storage may be blocked; then the system decides.
    console.info(error.message);
  }
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen;
})();

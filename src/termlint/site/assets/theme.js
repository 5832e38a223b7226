{
  const root = document.documentElement;
  root.dataset.js = "";
  const moved = document.querySelector("[name=moved]");
  if (moved) location.replace(moved.content + location.hash);
  try {
    root.dataset.theme = localStorage.getItem("theme") || "";
  } catch {}
}

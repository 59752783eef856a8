// Settings of this browser: colours and size of text, kept in it and set before anything is shown.

const SETTINGS = ["theme", "size"];

const read = (name) => localStorage.getItem(`dateline:${name}`) ?? "";

function apply(name, value) {
  if (value) document.documentElement.dataset[name] = value;
  else delete document.documentElement.dataset[name];
}

for (const name of SETTINGS) apply(name, read(name));

document.addEventListener("change", ({ target }) => {
  if (!target.closest?.("#settings") || !SETTINGS.includes(target.name)) return;
  localStorage.setItem(`dateline:${target.name}`, target.value);
  apply(target.name, target.value);
});

document.addEventListener(
  "beforetoggle",
  ({ target }) => {
    if (target.id !== "settings") return;
    for (const name of SETTINGS) for (const box of target.querySelectorAll(`[name=${name}]`)) box.checked = box.value === read(name);
  },
  true,
);

// Markers lead to their sources, whichever answer they belong to; a new answer is brought into view.
{
  "use strict";

  const calm = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");

  function reveal(target) {
    const sources = target.closest(".sources");
    if (sources) {
      for (const other of document.querySelectorAll(".sources")) other.hidden = other !== sources;
      for (const card of document.querySelectorAll(".card.current")) card.classList.remove("current");
      target.classList.add("current");
    }
    target.scrollIntoView({ block: sources && target.offsetHeight < innerHeight * 0.8 ? "center" : "start", behavior: calm() });
    target.focus({ preventScroll: true });
  }

  function onClick(event) {
    const link = event.target instanceof Element && event.target.closest('a[href^="#cite-"], a[href^="#near-"], a[href^="#answer-"]');
    const target = link && document.getElementById(link.getAttribute("href").slice(1));
    if (target) {
      event.preventDefault();
      event.stopPropagation();
      reveal(target);
    }
  }

  // The example that was clicked disappears, and the keyboard would be left on nothing.
  function onExample(event) {
    const example = event.target instanceof Element && event.target.closest("#examples button");
    const box = document.querySelector("#question textarea");
    if (example && box && matchMedia("(pointer: fine)").matches) box.focus({ preventScroll: true });
  }

  // What can be asked is put into the box, to be changed or sent.
  function onSuggested(event) {
    const example = event.target instanceof Element && event.target.closest("#conversation button.example");
    const box = document.querySelector("#question textarea");
    if (!example || !box) return;
    box.value = example.textContent;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.focus();
  }

  // A question is taken out of the box as it is sent, and not what was typed behind it since; one that cannot be sent yet stays in it.
  globalThis.datelineTaken = (inputs) => {
    const box = document.querySelector("#question textarea");
    if (box && box.value.startsWith(inputs[0]) && !document.querySelector("#conversation .busy")) {
      box.value = box.value.slice(inputs[0].length);
      box.dispatchEvent(new Event("input", { bubbles: true }));
    }
    return inputs;
  };

  // Once when it is asked and once when it is answered: between the two the reader may scroll.
  let seen = "";
  function onGrowth() {
    const turns = document.querySelectorAll("#conversation .turn");
    const newest = turns[turns.length - 1];
    const state = newest ? `${newest.id} ${newest.querySelector(".busy") ? "growing" : "whole"}` : "";
    if (newest && state !== seen) requestAnimationFrame(() => newest.scrollIntoView({ block: "start", behavior: calm() }));
    seen = state;
  }

  // An export is saved from the page's own memory: the server keeps no file of it.
  globalThis.datelineSave = ({ name, type, text }) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  };

  document.addEventListener("click", onClick, true);
  document.addEventListener("click", onExample);
  document.addEventListener("click", onSuggested);
  new MutationObserver(onGrowth).observe(document.documentElement, { childList: true, subtree: true });
}

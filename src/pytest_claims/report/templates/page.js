"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const sentences = [...document.querySelectorAll("a.claim[data-claim]")];
  const sentenceOf = new Map(sentences.map((a) => [a.dataset.claim, a]));
  document.documentElement.classList.add("js");

  function setOpen(sentence, open) {
    const evidence = $(sentence.dataset.claim);
    if (!evidence) return;
    evidence.classList.toggle("open", open);
    sentence.setAttribute("aria-expanded", String(open));
  }

  const isOpen = (sentence) => sentence.getAttribute("aria-expanded") === "true";

  function visit() {
    const id = decodeURIComponent(location.hash.slice(1));
    const sentence = sentenceOf.get(id);
    if (!sentence) return;
    setOpen(sentence, true);
    sentence.scrollIntoView({ block: "start" });
    sentence.focus({ preventScroll: true });
  }

  function toggle(sentence) {
    const open = !isOpen(sentence);
    setOpen(sentence, open);
    if (open) history.replaceState(null, "", sentence.getAttribute("href"));
  }

  function step(by) {
    const shown = sentences.filter((a) => !a.classList.contains("aside"));
    const here = shown.indexOf(document.activeElement);
    const next = shown[here < 0 && by < 0 ? shown.length - 1 : here + by];
    if (!next) return;
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "center" });
  }

  function close(inside) {
    const evidence = inside.closest("aside.evidence");
    const sentence = evidence ? sentenceOf.get(evidence.id) : inside.closest("a.claim");
    if (!sentence) return;
    setOpen(sentence, false);
    sentence.focus({ preventScroll: true });
  }

  async function copy(button) {
    const code = button.parentElement.querySelector("code");
    try {
      await navigator.clipboard.writeText(code.textContent);
    } catch {
      getSelection().selectAllChildren(code);
      document.execCommand("copy");
    }
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy"; }, 1500);
  }

  document.addEventListener("click", (event) => {
    const target = event.target;
    if (event.ctrlKey || event.metaKey || event.shiftKey || !(target instanceof Element)) return;
    const sentence = target.closest("a.claim[data-claim]");
    if (sentence) {
      event.preventDefault();
      toggle(sentence);
    } else if (target.closest("button.copy")) {
      copy(target.closest("button.copy"));
    } else if (target.closest("button.close")) {
      close(target);
    } else if (target.id === "open-all") {
      sentences.forEach((a) => setOpen(a, true));
    } else if (target.closest(`a[href="${location.hash}"]`)) {
      visit();
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.closest("input, select, textarea");
    if (event.key === "Escape") {
      if (typing) typing.blur();
      else close(document.activeElement);
    } else if (!typing && event.key === "/") {
      event.preventDefault();
      $("search").focus();
    } else if (!typing && (event.key === "j" || event.key === "k")) {
      step(event.key === "j" ? 1 : -1);
    }
  });

  const items = [...document.querySelectorAll("#claims li[data-id]")];
  const texts = items.map((li) => li.textContent.toLowerCase());
  const choices = ["note", "verdict", "kind", "mark"];

  function filter() {
    const words = $("search").value.toLowerCase().split(/\s+/).filter(Boolean);
    let found = 0;
    items.forEach((li, i) => {
      const fits = choices.every((name) => {
        const wanted = $(`by-${name}`).value;
        const said = li.dataset[name];
        return !wanted || (name === "mark" ? said.includes(`,${wanted},`) : said === wanted);
      }) && words.every((word) => texts[i].includes(word));
      li.hidden = !fits;
      sentenceOf.get(li.dataset.id)?.classList.toggle("aside", !fits);
      found += fits;
    });
    $("found").firstChild.data = found === items.length
      ? `${found} claims. Keys: / to search, j and k from claim to claim, Enter to open, Escape to close. `
      : `${found} of ${items.length} claims; the others are without colour in the notes. `;
  }

  const entries = new Map([...document.querySelectorAll(".contents li[data-chapter]")]
    .map((li) => [li.dataset.chapter, li]));
  const reading = new IntersectionObserver((seen) => {
    for (const { target, isIntersecting } of seen) {
      entries.get(target.id)?.classList.toggle("here", isIntersecting);
    }
  }, { rootMargin: "-40% 0px -55% 0px" });
  document.querySelectorAll("#notes > article").forEach((article) => reading.observe(article));

  document.querySelector(".filters").addEventListener("input", filter);
  document.querySelector(".filters").addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", visit);
  if (location.hash) {
    history.scrollRestoration = "manual";
    addEventListener("load", visit);
  }
})();

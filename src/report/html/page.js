// Shows what holds every word that is typed. The data are the page itself.
for (const input of document.querySelectorAll('input[data-filter]')) {
  const section = input.closest('section');
  const found = section.querySelector('.found');
  const blocks = [...section.querySelectorAll('details')].map((block) => ({
    block,
    words: block.dataset.words.toLowerCase(),
    wasOpen: block.open,
    rows: [...block.querySelectorAll('tbody tr')].map((row) => ({ row, words: row.textContent.toLowerCase() })),
  }));
  const apply = () => {
    const asked = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const { block, words, rows, wasOpen } of blocks) {
      let shown = 0;
      for (const one of rows) {
        const hit = asked.every((word) => words.includes(word) || one.words.includes(word));
        one.row.hidden = !hit;
        shown += hit ? 1 : 0;
      }
      block.hidden = shown === 0;
      block.open = asked.length > 0 ? shown > 0 : wasOpen;
      count += shown;
    }
    found.textContent = asked.length > 0 ? `${count} rows` : '';
  };
  let waiting;
  input.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(apply, 120);
  });
}
// On paper everything is open.
let closed = [];
addEventListener('beforeprint', () => {
  closed = [...document.querySelectorAll('details:not([open])')];
  for (const block of closed) block.open = true;
});
addEventListener('afterprint', () => {
  for (const block of closed) block.open = false;
});
// A link to a control opens it.
const open = () => {
  const block = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
  if (block && block.tagName === 'DETAILS') block.open = true;
};
addEventListener('hashchange', open);
open();

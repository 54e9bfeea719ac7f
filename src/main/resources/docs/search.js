// Searches the sections of all pages: every word must be in it, and those whose title has them come first.

const field = document.getElementById('search');
const results = document.getElementById('results');
const told = document.getElementById('found');
const MOST = 12;

let sections = null;

async function known() {
  sections ??= fetch('/docs/sections.json').then(answer => answer.json());
  return sections;
}

function rank(section, words) {
  const title = section.title.toLowerCase();
  const all = `${title} ${section.page.toLowerCase()} ${section.text.toLowerCase()}`;
  return words.every(word => all.includes(word)) ? 1 + words.filter(word => title.includes(word)).length : 0;
}

function item(section) {
  const link = document.createElement('a');
  link.href = section.address;
  link.textContent = section.title;
  const page = document.createElement('span');
  page.textContent = section.page;
  link.append(page);
  const line = document.createElement('li');
  line.append(link);
  return line;
}

async function search() {
  const words = field.value.toLowerCase().split(/\s+/).filter(word => word);
  if (!words.length) {
    results.replaceChildren();
    told.textContent = '';
    return;
  }
  const ranked = (await known())
    .map(section => [rank(section, words), section])
    .filter(([worth]) => worth)
    .sort(([one], [other]) => other - one);
  results.replaceChildren(...ranked.slice(0, MOST).map(([, section]) => item(section)));
  told.textContent = ranked.length === 1 ? '1 section' : `${ranked.length || 'no'} sections`;
}

function move(by) {
  const places = [field, ...results.querySelectorAll('a')];
  const next = places.indexOf(document.activeElement) + by;
  places[Math.min(Math.max(next, 0), places.length - 1)].focus();
}

field.addEventListener('input', search);
field.addEventListener('focus', known);
document.addEventListener('keydown', event => {
  const searching = document.activeElement === field || results.contains(document.activeElement);
  if (event.key === '/' && document.activeElement !== field) {
    field.focus();
    event.preventDefault();
  } else if (searching && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
    move(event.key === 'ArrowDown' ? 1 : -1);
    event.preventDefault();
  } else if (event.key === 'Enter' && document.activeElement === field) {
    results.querySelector('a')?.click();
  } else if (event.key === 'Escape' && searching) {
    field.value = '';
    search();
    field.focus();
  }
});

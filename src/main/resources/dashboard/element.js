// Makes elements. Whatever comes from outside is text here and never markup: there is no other way to put it on the page.

const SVG = 'http://www.w3.org/2000/svg';

/** Of those the page begins with. */
export const at = id => document.getElementById(id);

/**
 * An element with its attributes, listeners (`onclick: …`) and children; texts become text, nothing becomes nothing.
 */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) {
      continue;
    }
    if (key.startsWith('on')) {
      made.addEventListener(key.slice(2), value);
    } else if (key === 'class') {
      made.className = value;
    } else {
      made.setAttribute(key, value === true ? '' : String(value));
    }
  }
  made.append(...children.flat().filter(child => child !== null && child !== undefined && child !== false));
  return made;
}

/** The drawn shape of a word; it says nothing to a screen reader, for the word stands beside it. */
export function shape(word) {
  const drawn = document.createElementNS(SVG, 'svg');
  drawn.setAttribute('class', `shape ${word}`);
  drawn.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(SVG, 'use');
  use.setAttribute('href', `#${word}`);
  drawn.append(use);
  return drawn;
}

/** Shows another word's shape. */
export function reshape(drawn, word) {
  drawn.setAttribute('class', `shape ${word}`);
  drawn.firstChild.setAttribute('href', `#${word}`);
}

/** Replaces an element's text if it is another one: what is not touched is not laid out again. */
export function say(where, text) {
  if (where.textContent !== text) {
    where.textContent = text;
  }
}

/**
 * Puts these children there, and leaves alone what is as it was: nothing is taken away under the hand that presses it or
 * the eye that reads it.
 */
export function renew(where, ...given) {
  const children = given.filter(Boolean);
  children.forEach((child, index) => {
    const old = where.children[index];
    if (!old) {
      where.append(child);
    } else if (old !== child && !old.isEqualNode(child)) {
      old.replaceWith(child);
    }
  });
  while (where.children.length > children.length) {
    where.lastElementChild.remove();
  }
}

/** The two tools every part of the page needs. */

export const $ = (id) => document.getElementById(id);

/** @param {string} tag @param {Record<string, unknown>} [props] @param {...(Node | string)} children */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === false) continue;
    if (name === 'class') node.className = String(value);
    else if (name === 'on')
      for (const [event, act] of Object.entries(value)) node.addEventListener(event, act);
    else node.setAttribute(name, value === true ? '' : String(value));
  }
  node.append(...children);
  return node;
}

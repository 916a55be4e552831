import { type Get, type Point, type Shape, isConnection } from './parts.js';

/** What is laid over the elements of the drawing, by layer: findings, the longest path, tokens, comments. Setting a layer replaces it. */
export type Layer = 'findings' | 'path' | 'tokens' | 'comments';

export interface Lit {
  element: string;
  marker?: string;
  badge?: Badge;
}

export interface Badge {
  /** Shown inside; never colour alone. */
  sign: string;
  className: string;
  label: string;
  corner: 'top-left' | 'top-right' | 'bottom-left' | 'middle';
  click?: () => void;
}

export class Layers {
  readonly #get: Get;
  readonly #lit = new Map<Layer, { element: string; marker: string }[]>();

  constructor(get: Get) {
    this.#get = get;
  }

  set(layer: Layer, lit: readonly Lit[]): void {
    this.#clear(layer);
    const here = lit.filter(({ element }) => this.#get('elementRegistry').get(element)?.parent);
    for (const { element, marker } of here) if (marker) this.#get('canvas').addMarker(element, marker);
    this.#lit.set(layer, here.flatMap(({ element, marker }) => (marker ? [{ element, marker }] : [])));
    for (const { element, badge } of here) if (badge) this.#place(layer, element, badge);
  }

  /** A drawing that is opened anew has none of the old elements. */
  forget(): void {
    this.#lit.clear();
  }

  #clear(layer: Layer): void {
    this.#get('overlays').remove({ type: layer });
    for (const { element, marker } of this.#lit.get(layer) ?? []) if (this.#get('elementRegistry').get(element)) this.#get('canvas').removeMarker(element, marker);
  }

  #place(layer: Layer, element: string, badge: Badge): void {
    const shape = this.#get('elementRegistry').get(element)!;
    this.#get('overlays').add(element, layer, { position: positionOf(shape, badge.corner), html: htmlOf(badge), scale: { min: 0.7, max: 1.3 } });
  }
}

function htmlOf({ sign, className, label, click }: Badge): HTMLElement {
  const html = document.createElement(click ? 'button' : 'span');
  html.className = `studio-badge ${className}`;
  html.textContent = sign;
  html.title = label;
  html.setAttribute('aria-label', label);
  if (html instanceof HTMLButtonElement) html.type = 'button';
  else html.setAttribute('role', 'img');
  if (click) html.addEventListener('click', click);
  return html;
}

function positionOf(shape: Shape, corner: Badge['corner']): { top?: number; left?: number; bottom?: number; right?: number } {
  if (isConnection(shape)) return centreOf(shape.waypoints);
  switch (corner) {
    case 'top-left': return { top: -13, left: -13 };
    case 'top-right': return { top: -13, right: 13 };
    case 'bottom-left': return { bottom: 13, left: -13 };
    case 'middle': return { top: shape.height / 2 - 13, left: shape.width / 2 - 13 };
  }
}

/** The middle of a flow, counted from the corner of the box around it. */
function centreOf(waypoints: readonly Point[]): { top: number; left: number } {
  const [left, top] = [Math.min(...waypoints.map(({ x }) => x)), Math.min(...waypoints.map(({ y }) => y))];
  const at = Math.floor((waypoints.length - 1) / 2);
  const [a, b] = [waypoints[at]!, waypoints[at + 1] ?? waypoints[at]!];
  return { left: (a.x + b.x) / 2 - left - 13, top: (a.y + b.y) / 2 - top - 13 };
}

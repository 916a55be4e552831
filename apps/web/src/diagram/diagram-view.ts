import { type Reader, withQualifiedNames } from '#contract';
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';

/** One thing said about an element of a drawing: a colour by `tone`, always with words beside it. */
export interface Mark {
  element: string;
  tone: 'token' | 'stopped' | 'error' | 'warning' | 'info' | 'added' | 'removed' | 'changed' | 'moved' | 'heat1' | 'heat2' | 'heat3';
  label: string;
  /** The whole sentence behind a short label. */
  hint?: string;
}

/** Below this scale the names of steps cannot be read. */
const READABLE = 0.55;
const MARGIN = 20;

interface Canvas {
  zoom(level: 'fit-viewport' | number, center?: 'auto'): number;
  zoom(): number;
  addMarker(element: string, marker: string): void;
  removeMarker(element: string, marker: string): void;
  scrollToElement(element: string, padding?: number): void;
  resized(): void;
  viewbox(box?: Box): Box & { inner: Box; outer: Pick<Box, 'width' | 'height'> };
}

/** The part of a drawing that is seen. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

interface Bus {
  on(event: string, listener: () => void): void;
  off(event: string, listener: () => void): void;
}

interface Overlays {
  add(element: string, type: string, overlay: { position: { top?: number; left?: number; bottom?: number }; html: HTMLElement; scale?: { min?: number; max?: number } }): string;
  remove(filter: { type: string }): void;
}

interface Registry {
  get(element: string): object | undefined;
}

interface Services {
  moddle: Reader;
  canvas: Canvas;
  overlays: Overlays;
  elementRegistry: Registry;
  eventBus: Bus;
}

const LABELS = 'lienthong-mark';

/**
 * The one owner of the BPMN viewer: React hands it an element and says what to show. Drawings are read only; the watermark of
 * bpmn.io stays as the library draws it. After `destroy` nothing may be called.
 */
export class DiagramView {
  readonly #viewer: NavigatedViewer<Services>;
  #marked: { element: string; marker: string }[] = [];
  #loading: Promise<void> = Promise.resolve();

  constructor(container: HTMLElement) {
    this.#viewer = new NavigatedViewer<Services>({ container, canvas: { deferUpdate: false } });
    withQualifiedNames(this.#viewer.get('moddle'));
  }

  /** Draws the document. Rejects where it is no BPMN or has no drawing. */
  load(xml: string): Promise<void> {
    this.#loading = this.#viewer.importXML(xml).then(() => {
      this.#marked = [];
      this.fit();
    });
    return this.#loading;
  }

  /** Replaces every mark. Marks of elements that this drawing does not have are left out; answers how many were placed. */
  async mark(marks: readonly Mark[], whole = false): Promise<number> {
    await this.#loading;
    this.#clear();
    const registry = this.#viewer.get('elementRegistry');
    const here = marks.filter((mark) => registry.get(mark.element));
    for (const [element, group] of Map.groupBy(here, (mark) => mark.element)) this.#place(element, group);
    if (!whole && this.#canvas.zoom() < READABLE) this.#showPart(here[0]?.element);
    return here.length;
  }

  fit(): void {
    this.#canvas.resized();
    this.#canvas.zoom('fit-viewport', 'auto');
  }

  zoomBy(factor: number): void {
    this.#canvas.zoom(this.#canvas.zoom() * factor, 'auto');
  }

  /** The part that is seen, in the drawing's own units. */
  box(): Box {
    const { x, y, width, height } = this.#canvas.viewbox();
    return { x, y, width, height };
  }

  show(box: Box): void {
    this.#canvas.viewbox(box);
  }

  /** Tells of every move and zoom; answers how to stop. */
  onMoved(listener: (box: Box) => void): () => void {
    const tell = (): void => listener(this.box());
    this.#viewer.get('eventBus').on('canvas.viewbox.changed', tell);
    return () => this.#viewer.get('eventBus').off('canvas.viewbox.changed', tell);
  }

  /** Brings an element to the middle at a scale that can be read. False where the drawing has none such. */
  focus(element: string): boolean {
    if (!this.#viewer.get('elementRegistry').get(element)) return false;
    this.#show(element);
    return true;
  }

  destroy(): void {
    this.#viewer.destroy();
  }

  get #canvas(): Canvas {
    return this.#viewer.get('canvas');
  }

  /** A drawing too long to read as a whole is shown at the first marked element instead, or from its beginning. */
  #showPart(element: string | undefined): void {
    if (element) return this.#show(element);
    const { inner, outer } = this.#canvas.viewbox();
    const [width, height] = [outer.width / READABLE, outer.height / READABLE];
    this.show({ x: inner.x - MARGIN, y: inner.y - Math.max(MARGIN, (height - inner.height) / 2), width, height });
  }

  #show(element: string): void {
    this.#canvas.zoom(0.8);
    this.#canvas.scrollToElement(element, 120);
  }

  #clear(): void {
    this.#viewer.get('overlays').remove({ type: LABELS });
    for (const { element, marker } of this.#marked) this.#canvas.removeMarker(element, marker);
    this.#marked = [];
  }

  #place(element: string, marks: Mark[]): void {
    const marker = `mark-${marks[0]!.tone}`;
    this.#canvas.addMarker(element, marker);
    this.#marked.push({ element, marker });
    const html = document.createElement('div');
    html.className = 'diagram-marks';
    for (const { tone, label, hint } of marks) {
      const line = document.createElement('div');
      line.className = `diagram-mark ${tone}`;
      line.textContent = label;
      if (hint) line.title = hint;
      html.append(line);
    }
    this.#viewer.get('overlays').add(element, LABELS, { position: { bottom: -4, left: 0 }, html, scale: { min: 0.8, max: 1.2 } });
  }
}

import { isoModdle, withQualifiedNames } from '#contract';
import { BpmnPropertiesPanelModule } from 'bpmn-js-properties-panel';
import Modeler from 'bpmn-js/lib/Modeler';
import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import 'bpmn-js/dist/assets/bpmn-font/css/bpmn.css';
import '@bpmn-io/properties-panel/dist/assets/properties-panel.css';
import 'bpmn-js-bpmnlint/dist/assets/css/bpmn-js-bpmnlint.css';
import lintModule from 'bpmn-js-bpmnlint';
import { IsoProperties } from '../properties/iso-properties.js';
import type { Surroundings } from '../properties/surroundings.js';
import { FindElements } from './accent-free-search.js';
import { Layers } from './layers.js';
import { Palette } from './palette.js';
import { type Get, type Shape, isConnection, processOf } from './parts.js';
import { STYLE_HINTS } from './style-hints.js';
import { Subset } from './subset.js';
import { registerTogether } from './together.js';
import { translate } from './translate.js';
import { wayBetween } from './way-between.js';

/** Room that the palette takes at the left, and around the drawing. */
const PALETTE = 125;
const MARGIN = 20;
/** Room around an element that is brought into view, so that palette and badges do not cover it. */
const AROUND = { top: 60, right: 120, bottom: 60, left: PALETTE + 45 };
/** A canvas of a phone, which has no palette. */
const NARROW = 600;
/** Below this scale the names of steps cannot be read. */
const READABLE = 0.55;

interface Places {
  canvas: HTMLElement;
  properties: HTMLElement;
}

export interface Tellings {
  /** The document differs from what was last opened or asked for. */
  changed: () => void;
  selected: (elements: string[]) => void;
}

/**
 * The one owner of the BPMN modeler. React gives it two places and says what to do; everything that changes the document goes through
 * the modeler's command stack, so that it can be undone. The watermark of bpmn.io stays as the library draws it. After `destroy`
 * nothing may be called.
 */
export class StudioModeler {
  readonly layers: Layers;
  readonly get: Get;
  readonly #modeler: Modeler;
  #opening = false;

  constructor(places: Places, surroundings: Surroundings, tell: Tellings) {
    this.#modeler = new Modeler({
      container: places.canvas,
      moddleExtensions: { iso: isoModdle },
      propertiesPanel: { parent: places.properties },
      linting: { bpmnlint: STYLE_HINTS, active: false },
      additionalModules: [BpmnPropertiesPanelModule, lintModule, {
        __init__: ['subset', 'isoProperties'],
        translate: ['value', translate],
        bpmnSearch: ['type', FindElements],
        paletteProvider: ['type', Palette],
        subset: ['type', Subset],
        isoProperties: ['type', IsoProperties],
        surroundings: ['value', surroundings],
      }],
    } as object);
    this.get = ((part: string) => (this.#modeler as { get(name: string): unknown }).get(part)) as Get;
    withQualifiedNames(this.get('moddle'));
    this.layers = new Layers(this.get);
    registerTogether(this.get);
    this.#listen(tell);
  }

  /** Shows the document. Rejects where it is no BPMN or has no drawing; what could not be read is answered. */
  async open(xml: string): Promise<string[]> {
    this.#opening = true;
    try {
      const { warnings } = await this.#modeler.importXML(xml);
      this.layers.forget();
      this.begin();
      return warnings.map(String);
    } finally {
      this.#opening = false;
    }
  }

  async xml(): Promise<string> {
    const { xml } = await this.#modeler.saveXML({ format: true });
    return xml!;
  }

  get element(): Shape | undefined {
    return this.get('selection').get()[0];
  }

  find(id: string): Shape | undefined {
    return this.get('elementRegistry').get(id);
  }

  undo(): void {
    if (this.get('commandStack').canUndo()) this.get('commandStack').undo();
  }

  redo(): void {
    if (this.get('commandStack').canRedo()) this.get('commandStack').redo();
  }

  /** Chooses the element and brings it into view; the whole procedure is chosen where nothing else is. */
  show(id: string): void {
    const shape = this.#placeOf(id);
    if (!shape) return;
    if (shape === this.get('canvas').getRootElement()) return this.get('selection').select(null);
    this.get('canvas').scrollToElement(shape, AROUND);
    this.get('selection').select(shape);
  }

  bringIntoView(id: string): void {
    const shape = this.find(id);
    if (shape) this.get('canvas').scrollToElement(shape, AROUND);
  }

  /** What an element is called; its kind where it has no name. */
  nameOf(id: string): string {
    const shape = this.#placeOf(id);
    if (!shape) return id;
    const name = shape.businessObject.get<string | undefined>('name')?.trim();
    if (name) return name;
    return isConnection(shape) ? `${this.nameOf(shape.source.id)} → ${this.nameOf(shape.target.id)}` : kindOf(shape.type);
  }

  labelOf(shape: Shape): string {
    return shape.businessObject.get<string | undefined>('name') ?? '';
  }

  /** The elements in their order and what lies between them, as one line. */
  light(elements: readonly string[]): void {
    const shapes = elements.flatMap((id) => this.find(id) ?? []);
    const between = shapes.slice(1).flatMap((shape, index) => wayBetween(shapes[index]!, shape));
    this.layers.set('path', [...new Set([...elements, ...between])].map((element) => ({ element, marker: 'studio-path' })));
  }

  /** The whole drawing, beside the palette. */
  fit(): void {
    this.#frame(0);
  }

  /** The drawing from its beginning, as large as it must be to be read. */
  begin(): void {
    this.#frame(READABLE);
  }

  zoomBy(factor: number): void {
    this.get('canvas').zoom(this.get('canvas').zoom() * factor, 'auto');
  }

  resized(): void {
    this.get('canvas').resized();
  }

  /** After the click that asks for it, which would close it again. */
  search(): void {
    setTimeout(() => this.get('editorActions').trigger('find'));
  }

  /** Answers whether the hints are shown now. */
  toggleHints(): boolean {
    this.get('linting').toggle();
    return this.get('linting').isActive();
  }

  /** Texts of palette, menus and properties in the reader's language, which has changed. */
  speak(): void {
    this.get('eventBus').fire('i18n.changed');
    this.get('eventBus').fire('propertiesPanel.providersChanged');
  }

  /** What stands around the document (directory, forms) has changed: the properties offer it at once. */
  refreshProperties(): void {
    this.get('eventBus').fire('propertiesPanel.providersChanged');
  }

  destroy(): void {
    this.#modeler.destroy();
  }

  #frame(atLeast: number): void {
    const canvas = this.get('canvas');
    canvas.resized();
    canvas.zoom('fit-viewport', 'auto');
    const { inner, outer } = canvas.viewbox();
    const left = outer.width < NARROW ? MARGIN : PALETTE;
    const scale = Math.max(atLeast, Math.min(1, (outer.width - left - MARGIN) / inner.width, (outer.height - 2 * MARGIN) / inner.height));
    const top = Math.max(MARGIN, (outer.height - inner.height * scale) / 2);
    canvas.viewbox({ x: inner.x - left / scale, y: inner.y - top / scale, width: outer.width / scale, height: outer.height / scale });
  }

  /** The shape of an element; a process is drawn as its pool. */
  #placeOf(id: string): Shape | undefined {
    return this.find(id) ?? (processOf(this.get)?.process.id === id ? processOf(this.get)?.shape : undefined);
  }

  #listen(tell: Tellings): void {
    const bus = this.get('eventBus');
    bus.on(['commandStack.changed'], () => this.#opening || tell.changed());
    bus.on(['selection.changed'], () => tell.selected(this.get('selection').get().map(({ id }) => id)));
  }
}

/** `bpmn:ParallelGateway` in words. */
const kindOf = (type: string): string => translate(type.replace(/^bpmn:/, '').replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`));

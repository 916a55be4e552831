import { isoModdle } from '#contract';
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
import { Layers } from './layers.js';
import { Palette } from './palette.js';
import { type Get, type Shape, flowsOut, isConnection } from './parts.js';
import { STYLE_HINTS } from './style-hints.js';
import { Subset } from './subset.js';
import { registerTogether } from './together.js';
import { translate } from './translate.js';

/** Room that the palette takes at the left, and around the drawing. */
const PALETTE = 125;
const MARGIN = 20;
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
        paletteProvider: ['type', Palette],
        subset: ['type', Subset],
        isoProperties: ['type', IsoProperties],
        surroundings: ['value', surroundings],
      }],
    } as object);
    this.get = ((part: string) => (this.#modeler as { get(name: string): unknown }).get(part)) as Get;
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
      this.fit();
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

  /** Chooses the element and brings it into view. */
  show(id: string): void {
    const shape = this.find(id);
    if (!shape) return;
    if (shape !== this.get('canvas').getRootElement()) this.get('canvas').scrollToElement(shape, 120);
    this.get('selection').select(shape);
  }

  bringIntoView(id: string): void {
    const shape = this.find(id);
    if (shape) this.get('canvas').scrollToElement(shape, 120);
  }

  /** What an element is called; its kind where it has no name. */
  nameOf(id: string): string {
    const shape = this.find(id);
    if (!shape) return id;
    const name = shape.businessObject.get<string | undefined>('name')?.trim();
    if (name) return name;
    return isConnection(shape) ? `${this.nameOf(shape.source.id)} → ${this.nameOf(shape.target.id)}` : kindOf(shape.type);
  }

  labelOf(shape: Shape): string {
    return shape.businessObject.get<string | undefined>('name') ?? '';
  }

  /** The elements in their order with the flows between them, as one line. */
  light(elements: readonly string[]): void {
    const on = new Set(elements);
    const flows = elements.flatMap((id) => (this.find(id) ? flowsOut(this.find(id)!).filter((flow) => on.has(flow.target.id)) : []));
    this.layers.set('path', [...elements, ...flows.map(({ id }) => id)].map((element) => ({ element, marker: 'studio-path' })));
  }

  /** The whole drawing beside the palette; one too long to be read as a whole is shown from its beginning. */
  fit(): void {
    const canvas = this.get('canvas');
    canvas.resized();
    canvas.zoom('fit-viewport', 'auto');
    const { inner, outer } = canvas.viewbox();
    const scale = Math.min(1, (outer.width - PALETTE - MARGIN) / inner.width, (outer.height - 2 * MARGIN) / inner.height);
    const readable = Math.max(scale, Math.min(READABLE, (outer.height - 2 * MARGIN) / inner.height, 1));
    canvas.viewbox({ x: inner.x - PALETTE / readable, y: inner.y - Math.max(MARGIN, (outer.height - inner.height * readable) / 2) / readable, width: outer.width / readable, height: outer.height / readable });
  }

  zoomBy(factor: number): void {
    this.get('canvas').zoom(this.get('canvas').zoom() * factor, 'auto');
  }

  resized(): void {
    this.get('canvas').resized();
  }

  search(): void {
    this.get('editorActions').trigger('find');
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

  #listen(tell: Tellings): void {
    const bus = this.get('eventBus');
    bus.on(['commandStack.changed'], () => this.#opening || tell.changed());
    bus.on(['selection.changed'], () => tell.selected(this.get('selection').get().map(({ id }) => id)));
  }
}

/** `bpmn:ParallelGateway` in words. */
const kindOf = (type: string): string => translate(type.replace(/^bpmn:/, '').replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`));

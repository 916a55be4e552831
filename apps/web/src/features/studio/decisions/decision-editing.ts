import DmnModeler from 'dmn-js/lib/Modeler';
import 'dmn-js/dist/assets/diagram-js.css';
import 'dmn-js/dist/assets/dmn-js-shared.css';
import 'dmn-js/dist/assets/dmn-js-drd.css';
import 'dmn-js/dist/assets/dmn-js-decision-table.css';
import 'dmn-js/dist/assets/dmn-js-decision-table-controls.css';
import 'dmn-js/dist/assets/dmn-js-literal-expression.css';
import 'dmn-js/dist/assets/dmn-js-boxed-expression.css';
import 'dmn-js/dist/assets/dmn-js-boxed-expression-controls.css';
import 'dmn-js/dist/assets/dmn-font/css/dmn.css';
import { translate } from './translations.js';

export interface DecisionPart {
  id: string;
  name: string;
  type: string;
}

/** The one owner of the DMN editor of bpmn.io. It opens the first table rather than the graph. After `destroy` nothing may be called. */
export class DecisionEditing {
  readonly #modeler: DmnModeler;
  readonly #changed: (xml: string) => void;
  readonly #listened = new WeakSet<object>();

  constructor(container: HTMLElement, changed: (xml: string) => void) {
    const words = { additionalModules: [{ translate: ['value', translate] }] };
    this.#modeler = new DmnModeler({ container, drd: words, decisionTable: words, literalExpression: words });
    this.#changed = changed;
  }

  /** Answers the parts that can be edited. */
  async open(xml: string): Promise<DecisionPart[]> {
    await this.#modeler.importXML(xml);
    const views = this.#modeler.getViews();
    const first = views.find(({ type }) => type !== 'drd') ?? views[0];
    if (first) await this.#show(first);
    return views.map(({ element, type }) => ({ id: element.id, name: element.name ?? element.id, type }));
  }

  async show(id: string): Promise<void> {
    const view = this.#modeler.getViews().find(({ element }) => element.id === id);
    if (view) await this.#show(view);
  }

  destroy(): void {
    this.#modeler.destroy();
  }

  async #show(view: object): Promise<void> {
    await this.#modeler.open(view);
    const viewer = this.#modeler.getActiveViewer();
    if (!viewer || this.#listened.has(viewer)) return;
    this.#listened.add(viewer);
    viewer.on('commandStack.changed', () => void this.#modeler.saveXML({ format: true }).then(({ xml }) => this.#changed(xml)));
  }
}

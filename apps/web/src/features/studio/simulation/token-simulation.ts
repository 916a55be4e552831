import { type Reader, isoModdle, withQualifiedNames } from '#contract';
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import simulation from 'bpmn-js-token-simulation/lib/viewer';
import 'bpmn-js-token-simulation/assets/css/bpmn-js-token-simulation.css';

interface Services {
  moddle: Reader;
  toggleMode: { toggleMode(on: boolean): void };
  canvas: { zoom(level: 'fit-viewport', center: 'auto'): number; zoom(level: number, center: 'auto'): number };
}

/** Tokens to be pushed through the drawing by hand. A viewer of its own: nothing of it gets into the document. */
export class TokenSimulation {
  readonly #viewer: NavigatedViewer<Services>;

  constructor(container: HTMLElement) {
    this.#viewer = new NavigatedViewer<Services>({ container, moddleExtensions: { iso: isoModdle }, additionalModules: [simulation] } as object);
    withQualifiedNames(this.#viewer.get('moddle'));
  }

  async open(xml: string): Promise<void> {
    await this.#viewer.importXML(xml);
    this.#viewer.get('canvas').zoom('fit-viewport', 'auto');
    this.#viewer.get('toggleMode').toggleMode(true);
  }

  destroy(): void {
    this.#viewer.destroy();
  }
}

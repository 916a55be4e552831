import { type DrawnElement, ELEMENTS } from './elements.js';
import { translate } from './translate.js';
import type { Parts, Shape } from './parts.js';

type Action = (event: Event) => void;

interface Tools {
  create: { start(event: Event, shape: Shape | Shape[], context?: object): void };
  elementFactory: Parts['elementFactory'];
  handTool: { activateHand(event: Event): void };
  lassoTool: { activateSelection(event: Event): void };
  spaceTool: { activateSelection(event: Event): void };
  globalConnect: { start(event: Event): void };
}

/** What an administration draws with, and the tools. Everything here can be executed. */
export class Palette {
  static readonly $inject = ['palette', 'create', 'elementFactory', 'handTool', 'lassoTool', 'spaceTool', 'globalConnect'];
  readonly #tools: Tools;

  constructor(palette: { registerProvider(provider: object): void }, create: Tools['create'], elementFactory: Tools['elementFactory'], handTool: Tools['handTool'], lassoTool: Tools['lassoTool'], spaceTool: Tools['spaceTool'], globalConnect: Tools['globalConnect']) {
    this.#tools = { create, elementFactory, handTool, lassoTool, spaceTool, globalConnect };
    palette.registerProvider(this);
  }

  getPaletteEntries(): Record<string, object> {
    const { handTool, lassoTool, spaceTool, globalConnect } = this.#tools;
    return {
      hand: tool('bpmn-icon-hand-tool', 'Activate hand tool', (event) => handTool.activateHand(event)),
      lasso: tool('bpmn-icon-lasso-tool', 'Activate lasso tool', (event) => lassoTool.activateSelection(event)),
      space: tool('bpmn-icon-space-tool', 'Activate create/remove space tool', (event) => spaceTool.activateSelection(event)),
      connect: tool('bpmn-icon-connection-multi', 'Activate global connect tool', (event) => globalConnect.start(event)),
      line: { group: 'tools', separator: true },
      ...Object.fromEntries(ELEMENTS.map((element) => [`create.${element.id}`, this.#kind(element)])),
    };
  }

  #kind({ type, className, title, options }: DrawnElement): object {
    const begin: Action = (event) => {
      const { create, elementFactory } = this.#tools;
      create.start(event, elementFactory.createShape({ type, ...options }));
    };
    return { group: 'model', className, title: translate(title), action: { dragstart: begin, click: begin } };
  }
}

const tool = (className: string, title: string, click: Action): object => ({ group: 'tools', className, title: translate(title), action: { click } });

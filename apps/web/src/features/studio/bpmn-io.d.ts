/** Packages of bpmn.io that come without types; what the studio uses of them. */

declare module '@bpmn-io/properties-panel' {
  import type { PropertiesComponent } from './properties/entry-types.js';
  export const TextFieldEntry: PropertiesComponent;
  export const TextAreaEntry: PropertiesComponent;
  export const SelectEntry: PropertiesComponent;
  export const CheckboxEntry: PropertiesComponent;
  export const FeelTextAreaEntry: PropertiesComponent;
  export const CollapsibleEntry: PropertiesComponent;
  export const Group: PropertiesComponent;
  export const ListGroup: PropertiesComponent;
  export const isTextFieldEntryEdited: (node: unknown) => boolean;
  export const isTextAreaEntryEdited: (node: unknown) => boolean;
  export const isSelectEntryEdited: (node: unknown) => boolean;
  export const isCheckboxEntryEdited: (node: unknown) => boolean;
}

declare module '@bpmn-io/properties-panel/preact' {
  export const h: (component: unknown, props: object | null, ...children: unknown[]) => unknown;
}

declare module 'bpmn-js-properties-panel' {
  export const BpmnPropertiesPanelModule: object;
  export const useService: (name: string, strict?: boolean) => unknown;
}

declare module 'bpmn-js-token-simulation/lib/viewer' {
  const module: object;
  export default module;
}

declare module 'bpmn-js-bpmnlint' {
  const module: object;
  export default module;
}

declare module 'bpmnlint/rules/*' {
  const rule: unknown;
  export default rule;
}

declare module 'dmn-js/lib/Modeler' {
  export default class DmnModeler {
    constructor(options: { container: HTMLElement; keyboard?: object; drd?: object; decisionTable?: object; literalExpression?: object });
    importXML(xml: string): Promise<{ warnings: unknown[] }>;
    saveXML(options: { format: boolean }): Promise<{ xml: string }>;
    getViews(): { type: string; element: { id: string; name?: string } }[];
    getActiveView(): { type: string } | undefined;
    getActiveViewer(): { on(event: string, tell: () => void): void; get(name: string): unknown } | undefined;
    open(view: unknown): Promise<unknown>;
    on(event: string, tell: () => void): void;
    destroy(): void;
  }
}

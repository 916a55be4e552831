/** The package ships its types apart from its entry point; this is the part of it that the room uses. */
declare module 'bpmn-moddle' {
  export interface ModdleWarning {
    message: string;
    element?: Record<string, unknown> & { $type: string; id?: string };
    property?: string;
    value?: string;
  }

  export class BpmnModdle {
    constructor(packages?: Record<string, unknown>);
    fromXML(xml: string): Promise<{ rootElement: unknown; warnings: ModdleWarning[] }>;
  }
}

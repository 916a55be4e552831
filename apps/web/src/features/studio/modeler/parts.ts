/** What the studio uses of bpmn-js: shapes of the canvas, elements of the document, services by name. */

export interface Point {
  x: number;
  y: number;
}

export interface Bounds extends Point {
  width: number;
  height: number;
}

/** An element of the document (moddle). */
export interface Model {
  readonly $type: string;
  $parent?: Model;
  id?: string;
  get<T = unknown>(name: string): T;
  set(name: string, value: unknown): void;
  $instanceOf(type: string): boolean;
}

/** An element of the canvas; a connection has waypoints and no bounds. */
export interface Shape extends Bounds {
  id: string;
  type: string;
  businessObject: Model;
  parent?: Shape;
  host?: Shape;
  children?: Shape[];
  attachers?: Shape[];
  incoming: Connection[];
  outgoing: Connection[];
  labelTarget?: Shape;
}

export interface Connection extends Shape {
  source: Shape;
  target: Shape;
  waypoints: Point[];
}

export interface Modeling {
  updateProperties(shape: Shape, values: object): void;
  updateModdleProperties(shape: Shape, model: Model, values: object): void;
  createShape(shape: object, position: Point, parent: Shape, hints?: object): Shape;
  appendShape(source: Shape, shape: object, position: Point, parent: Shape, hints?: object): Shape;
  connect(source: Shape, target: Shape, attrs?: object, hints?: object): Connection;
  reconnectStart(connection: Connection, source: Shape, docking: Point | Point[]): void;
  reconnectEnd(connection: Connection, target: Shape, docking: Point | Point[]): void;
  layoutConnection(connection: Connection): void;
  moveShape(shape: Shape, delta: Point, parent?: Shape): void;
  moveElements(shapes: Shape[], delta: Point, parent?: Shape): void;
  removeElements(shapes: Shape[]): void;
  removeConnection(connection: Connection): void;
  addLane(target: Shape, location: 'top' | 'bottom'): Shape;
  splitLane(target: Shape, count: number): void;
  setColor(shapes: Shape[], colors: object | null): void;
  resizeShape(shape: Shape, bounds: Bounds): void;
}

export interface Parts {
  canvas: {
    zoom(level?: 'fit-viewport' | number, center?: 'auto'): number;
    viewbox(): Bounds & { scale: number; inner: Bounds; outer: { width: number; height: number } };
    viewbox(box: Bounds): void;
    addMarker(element: string, marker: string): void;
    removeMarker(element: string, marker: string): void;
    scrollToElement(element: string | Shape, padding?: number | { top: number; right: number; bottom: number; left: number }): void;
    getRootElement(): Shape;
    resized(): void;
    focus(): void;
    getContainer(): HTMLElement;
    getGraphics(element: string | Shape): SVGElement;
  };
  elementRegistry: { get(id: string): Shape | undefined; filter(keep: (shape: Shape) => boolean): Shape[]; getAll(): Shape[]; getGraphics(id: string): SVGElement | undefined };
  elementFactory: { createShape(attrs: object): Shape; createParticipantShape(attrs?: object): Shape };
  modeling: Modeling;
  moddle: { create(type: string, attrs?: object): Model; fromXML(xml: string): Promise<{ rootElement: Model }> };
  bpmnFactory: { create(type: string, attrs?: object): Model };
  bpmnReplace: { replaceElement(shape: Shape, target: object): Shape };
  commandStack: { undo(): void; redo(): void; canUndo(): boolean; canRedo(): boolean; registerHandler(name: string, handler: unknown): void; execute(name: string, context: object): void };
  selection: { get(): Shape[]; select(shapes: Shape | Shape[] | null): void };
  overlays: {
    add(element: string, type: string, overlay: { position: { top?: number; left?: number; bottom?: number; right?: number }; html: HTMLElement; scale?: { min?: number; max?: number } | boolean }): string;
    remove(filter: { type: string } | string): void;
  };
  eventBus: { on(event: string | string[], tell: (event: never) => void): void; off(event: string | string[], tell: (event: never) => void): void; fire(event: string, data?: object): void };
  spaceTool: { calculateAdjustments(shapes: Shape[], axis: 'x' | 'y', delta: number, start: number): { movingShapes: Shape[]; resizingShapes: Shape[] }; makeSpace(moving: Shape[], resizing: Shape[], delta: Point, direction: string, start: number): void };
  autoPlace: { append(source: Shape, shape: Shape): Shape };
  searchPad: { toggle(): void };
  directEditing: { activate(shape: Shape): void };
  linting: { toggle(on?: boolean): void; isActive(): boolean };
  editorActions: { trigger(action: string, options?: unknown): void };
  propertiesPanel: { attachTo(box: HTMLElement): void; detach(): void };
}

export type Get = <K extends keyof Parts>(part: K) => Parts[K];

export const is = (shape: Shape | Model, type: string): boolean => modelOf(shape).$instanceOf?.(type) ?? false;

export const modelOf = (of: Shape | Model): Model => ('businessObject' in of ? of.businessObject : of);

export const isConnection = (shape: Shape): shape is Connection => 'waypoints' in shape;

export const middle = ({ x, y, width, height }: Bounds): Point => ({ x: x + width / 2, y: y + height / 2 });

export const flowsOut = (shape: Shape): Connection[] => shape.outgoing.filter((flow) => flow.type === 'bpmn:SequenceFlow');
export const flowsIn = (shape: Shape): Connection[] => shape.incoming.filter((flow) => flow.type === 'bpmn:SequenceFlow');

/**
 * The process that runs: the one of the pool marked executable, or the document's only one. It is looked up in the registry: asked for its
 * root too early, the canvas would make one of its own.
 */
export function processOf(get: Get): { shape: Shape; process: Model } | null {
  const pools = get('elementRegistry').filter((shape) => shape.type === 'bpmn:Participant' && Boolean(shape.businessObject.get('processRef')));
  const pool = pools.find((shape) => shape.businessObject.get<Model>('processRef').get('isExecutable')) ?? pools[0];
  if (pool) return { shape: pool, process: pool.businessObject.get<Model>('processRef') };
  const plain = get('elementRegistry').filter((shape) => shape.type === 'bpmn:Process')[0];
  return plain ? { shape: plain, process: plain.businessObject } : null;
}

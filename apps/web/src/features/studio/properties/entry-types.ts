/** A field or group of the properties panel as @bpmn-io/properties-panel takes it; its components are Preact's, not React's. */
export type PropertiesComponent = (props: Record<string, unknown>) => unknown;

export interface Entry {
  id: string;
  component: PropertiesComponent;
  isEdited?: (node: unknown) => boolean;
  [property: string]: unknown;
}

export interface Group {
  id: string;
  label: string;
  component: PropertiesComponent;
  entries?: Entry[];
  items?: Item[];
  add?: (event: Event) => void;
  shouldOpen?: boolean;
}

export interface Item {
  id: string;
  label: string;
  entries: Entry[];
  autoFocusEntry?: string;
  remove: (event: Event) => void;
}

import { FormEditor } from '@bpmn-io/form-js-editor';
import '@bpmn-io/form-js-viewer/dist/assets/form-js.css';
import '@bpmn-io/form-js-editor/dist/assets/form-js-editor.css';
import type { FormJsSchema } from './form-conversion.js';

/** The one owner of the form editor of bpmn.io. After `destroy` nothing may be called. */
export class FormEditing {
  readonly #editor: FormEditor;
  #opening = false;

  constructor(container: HTMLElement, changed: (form: FormJsSchema) => void) {
    this.#editor = new FormEditor({ container });
    this.#editor.on('changed', () => this.#opening || changed(this.#editor.getSchema() as FormJsSchema));
  }

  async open(form: FormJsSchema): Promise<void> {
    this.#opening = true;
    try {
      await this.#editor.importSchema(form);
    } finally {
      this.#opening = false;
    }
  }

  destroy(): void {
    this.#editor.destroy();
  }
}

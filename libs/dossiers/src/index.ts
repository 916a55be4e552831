export { AddPaper, MOST_BYTES, type PaperFile, type Upload } from './add-paper.js';
export { DeliverMessage } from './deliver-message.js';
export { type DossierBase, DossierViews, type ListDossiers } from './dossier-views.js';
export { DossiersModule } from './dossiers.module.js';
export { type DossierRef, EndDossier } from './end-dossier.js';
export { PrintForms, type PrintedForm } from './print-forms.js';
export { PublicLookUp } from './public-look-up.js';
export { ReceiveDossier } from './receive-dossier.js';

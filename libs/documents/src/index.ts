export { DocumentsModule } from './documents.module.js';
export { InForce } from './in-force.js';
export { type PrintedDocument, RevisionDocuments } from './revision-documents.js';

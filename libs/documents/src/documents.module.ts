import { AccessModule } from '#access';
import { RuntimeModule } from '#runtime';
import { Module } from '@nestjs/common';
import { GatherFacts } from './gather-facts.js';
import { InForce } from './in-force.js';
import { RevisionDocuments } from './revision-documents.js';

const rooms = [GatherFacts, RevisionDocuments, InForce];

/** Printed readings of procedures: the ISO document of a revision, the posting sheet, the list in force. It writes nothing. */
@Module({ imports: [AccessModule, RuntimeModule], providers: rooms, exports: [RevisionDocuments, InForce] })
export class DocumentsModule {}

import type { ElementDefinition, FlowDefinition, Parent } from './core.js';

export interface AssociationDefinition {
  id: string;
  type: string;
  sourceId: string;
  targetId: string;
  parent: Parent;
}

/** What the core asks of a diagram. */
export interface ElementView {
  id: string;
  type: string;
  getActivityById(id: string): ElementDefinition | undefined;
  getActivities(scope: string): ElementDefinition[];
  getSequenceFlowById(id: string): FlowDefinition | undefined;
  getInboundSequenceFlows(id: string): FlowDefinition[];
  getOutboundSequenceFlows(id: string): FlowDefinition[];
  getSequenceFlows(scope: string): FlowDefinition[];
  getInboundAssociations(id: string): AssociationDefinition[];
  getOutboundAssociations(id: string): AssociationDefinition[];
  getAssociations(scope: string): AssociationDefinition[];
  getProcessById(id: string): ElementDefinition | undefined;
  getProcesses(): ElementDefinition[];
  getMessageFlows(): [];
  getDataObjectById(): undefined;
  getDataStoreById(): undefined;
  getDataStoreReferenceById(): undefined;
}

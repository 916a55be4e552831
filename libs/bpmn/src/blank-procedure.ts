/** The smallest procedure that can be issued: received, worked on by the agency that received it, ended. */
export const blankProcedure = ({ code, name }: { code: string; name: string }): string => `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:iso="urn:lienthong:bpmn:iso:1" id="dinhNghia" targetNamespace="urn:lienthong:procedures">
  <bpmn:process id="quyTrinh" name="${escaped(name)}" isExecutable="true">
    <bpmn:extensionElements>
      <iso:procedure code="${escaped(code)}" kind="procedure" />
    </bpmn:extensionElements>
    <bpmn:startEvent id="batDau" name="Tiếp nhận hồ sơ">
      <bpmn:outgoing>toiBuoc1</bpmn:outgoing>
    </bpmn:startEvent>
    <bpmn:sequenceFlow id="toiBuoc1" sourceRef="batDau" targetRef="buoc1" />
    <bpmn:userTask id="buoc1" name="Giải quyết hồ sơ">
      <bpmn:extensionElements>
        <iso:step agency="receiving" role="tiep-nhan" budget="1" unit="working_day" />
      </bpmn:extensionElements>
      <bpmn:incoming>toiBuoc1</bpmn:incoming>
      <bpmn:outgoing>toiKetThuc</bpmn:outgoing>
    </bpmn:userTask>
    <bpmn:sequenceFlow id="toiKetThuc" sourceRef="buoc1" targetRef="ketThuc" />
    <bpmn:endEvent id="ketThuc" name="Trả kết quả">
      <bpmn:incoming>toiKetThuc</bpmn:incoming>
    </bpmn:endEvent>
  </bpmn:process>
  <bpmndi:BPMNDiagram id="banVe">
    <bpmndi:BPMNPlane id="matVe" bpmnElement="quyTrinh">
      <bpmndi:BPMNShape id="hinh_batDau" bpmnElement="batDau">
        <dc:Bounds x="172" y="122" width="36" height="36" />
        <bpmndi:BPMNLabel>
          <dc:Bounds x="149" y="165" width="82" height="14" />
        </bpmndi:BPMNLabel>
      </bpmndi:BPMNShape>
      <bpmndi:BPMNShape id="hinh_buoc1" bpmnElement="buoc1">
        <dc:Bounds x="280" y="100" width="100" height="80" />
      </bpmndi:BPMNShape>
      <bpmndi:BPMNShape id="hinh_ketThuc" bpmnElement="ketThuc">
        <dc:Bounds x="452" y="122" width="36" height="36" />
        <bpmndi:BPMNLabel>
          <dc:Bounds x="439" y="165" width="62" height="14" />
        </bpmndi:BPMNLabel>
      </bpmndi:BPMNShape>
      <bpmndi:BPMNEdge id="duong_toiBuoc1" bpmnElement="toiBuoc1">
        <di:waypoint x="208" y="140" />
        <di:waypoint x="280" y="140" />
      </bpmndi:BPMNEdge>
      <bpmndi:BPMNEdge id="duong_toiKetThuc" bpmnElement="toiKetThuc">
        <di:waypoint x="380" y="140" />
        <di:waypoint x="452" y="140" />
      </bpmndi:BPMNEdge>
    </bpmndi:BPMNPlane>
  </bpmndi:BPMNDiagram>
</bpmn:definitions>
`;

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (value: string): string => value.replace(/[&<>"]/g, (sign) => ESCAPES[sign] ?? '');

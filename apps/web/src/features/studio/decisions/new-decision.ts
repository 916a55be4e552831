const escape = (text: string): string => text.replace(/[<>&"']/g, (letter) => `&#${letter.charCodeAt(0)};`);

/** A decision table to begin with: one condition, one result, one rule that holds for all the rest. */
export function newDecision(key: string, input: string, output: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:dmndi="https://www.omg.org/spec/DMN/20191111/DMNDI/" xmlns:dc="http://www.omg.org/spec/DMN/20180521/DC/" id="${key}-dinh-nghia" name="${escape(key)}" namespace="urn:lienthong:quyet-dinh:${key}">
  <decision id="${key}" name="${escape(key)}">
    <variable id="${key}-bien" name="${key}" />
    <decisionTable id="${key}-bang" hitPolicy="FIRST">
      <input id="${key}-vao" label="${escape(input)}">
        <inputExpression id="${key}-vao-bieu-thuc" typeRef="string">
          <text>loai</text>
        </inputExpression>
      </input>
      <output id="${key}-ra" label="${escape(output)}" name="ketQua" typeRef="string" />
      <rule id="${key}-luat-1">
        <inputEntry id="${key}-luat-1-vao">
          <text>-</text>
        </inputEntry>
        <outputEntry id="${key}-luat-1-ra">
          <text>"dat"</text>
        </outputEntry>
      </rule>
    </decisionTable>
  </decision>
  <dmndi:DMNDI>
    <dmndi:DMNDiagram id="${key}-hinh">
      <dmndi:DMNShape id="${key}-o" dmnElementRef="${key}">
        <dc:Bounds height="80" width="180" x="160" y="100" />
      </dmndi:DMNShape>
    </dmndi:DMNDiagram>
  </dmndi:DMNDI>
</definitions>
`;
}

/** @jsxImportSource react */
import * as Radix11 from 'radix-dialog-1.1.15';
import * as Radix13 from 'radix-dialog-1.3.1';
import { Connect } from '../connect.jsx';

function radix({ Root, Portal, Overlay, Content, Title, Description }, modal) {
  return () => (
    <Root defaultOpen modal={modal}>
      <Portal>
        <Overlay />
        <Content>
          <Title>Theirs</Title>
          <Description>A dialog</Description>
          <Connect />
        </Content>
      </Portal>
    </Root>
  );
}

export const LAYERS = {
  'Radix 1.1.15, modal': radix(Radix11, true),
  'Radix 1.1.15, not modal': radix(Radix11, false),
  'Radix 1.3.1, modal': radix(Radix13, true),
  'Radix 1.3.1, not modal': radix(Radix13, false),
};

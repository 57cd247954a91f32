// One stream of hints for all tabs of a browser: it would otherwise run out of connections to the desk.

const ports = new Set();
const source = new EventSource("/hints/");

source.addEventListener("hint", ({ data }) => {
  for (const port of ports) port.postMessage(data);
});

onconnect = ({ ports: [port] }) => {
  ports.add(port);
  // A tab says goodbye when it is left; one that crashed costs a message to nobody.
  port.onmessage = ({ data }) => data === "bye" && ports.delete(port);
};

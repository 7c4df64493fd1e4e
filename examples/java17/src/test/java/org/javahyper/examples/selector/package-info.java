/** Tests of the selector server over real sockets on the loopback interface. */
package org.javahyper.examples.selector;

/** Tests over real sockets on the loopback interface, against servers that follow a script. */
package org.javahyper.client;

/** Tests of the parts behind the connection. */
package org.javahyper.client.internal;

package io.standstill.http.door;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.InternetProtocolFamily;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.net.ClientOptionsBase;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.spi.transport.Transport;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A transport whose servers take only so many connections, and whose callers must come to the end of their first head.
 *
 * <p>Vert.x tells of a connection only when that head has come, for until then it may still be HTTP/1.1 or HTTP/2: a
 * caller that sends a byte now and then would be waited for without end, and nobody would know of it. Over TLS it tells of
 * one as soon as hands are shaken, which has a time of its own.
 */
public final class Threshold implements Transport {

    private final Transport under;
    private final long headMillis;
    private final int most;
    private final AtomicInteger open = new AtomicInteger();

    /**
     * @param head how long a first head may take
     * @param most connections, to all servers of this Vert.x
     */
    public Threshold(Transport under, Duration head, int most) {
        this.under = under;
        this.headMillis = head.toMillis();
        this.most = most;
    }

    @Override
    public void configure(NetServerOptions options, boolean domainSocket, ServerBootstrap bootstrap) {
        under.configure(options, domainSocket, bootstrap);
        bootstrap.handler(new Porter(options.isSsl()));
    }

    /** Sees each connection as it is accepted. */
    @ChannelHandler.Sharable
    private final class Porter extends ChannelInboundHandlerAdapter {

        private final boolean tls;

        Porter(boolean tls) {
            this.tls = tls;
        }

        @Override
        public void channelRead(ChannelHandlerContext server, Object accepted) {
            if (accepted instanceof Channel caller) {
                if (open.incrementAndGet() > most) {
                    open.decrementAndGet();
                    caller.unsafe().closeForcibly();
                    return;
                }
                caller.closeFuture().addListener(closed -> open.decrementAndGet());
                if (!tls) {
                    caller.pipeline().addLast(new Head());
                }
            }
            server.fireChannelRead(accepted);
        }
    }

    /** Waits for the empty line that ends a head; HTTP/2 begins with one too. */
    private final class Head extends ChannelInboundHandlerAdapter {

        /** How much of an empty line has come: 0 none, 1 the end of the line before it. */
        private int seen;

        /** What comes before a request, and is passed over, begins none. */
        private boolean begun;

        private @Nullable Future<?> timer;

        @Override
        public void channelActive(ChannelHandlerContext caller) {
            var connection = caller.channel();
            timer = caller.executor()
                    .schedule(
                            () -> connection.unsafe().close(connection.voidPromise()),
                            headMillis,
                            TimeUnit.MILLISECONDS);
            caller.fireChannelActive();
        }

        @Override
        public void channelRead(ChannelHandlerContext caller, Object read) {
            if (read instanceof ByteBuf bytes && ended(bytes)) {
                caller.pipeline().remove(this);
            }
            caller.fireChannelRead(read);
        }

        private boolean ended(ByteBuf bytes) {
            for (var at = bytes.readerIndex(); at < bytes.writerIndex(); at++) {
                var one = bytes.getByte(at);
                begun |= one > ' ';
                if (one == '\n' && seen == 1) {
                    return true;
                }
                if (begun && one != '\r') {
                    seen = one == '\n' ? 1 : 0;
                }
            }
            return false;
        }

        @Override
        public void handlerRemoved(ChannelHandlerContext caller) {
            if (timer != null) {
                timer.cancel(false);
            }
        }
    }

    // ---- all else as it is

    @Override
    public boolean supportsDomainSockets() {
        return under.supportsDomainSockets();
    }

    @Override
    public boolean supportFileRegion() {
        return under.supportFileRegion();
    }

    @Override
    public boolean isAvailable() {
        return under.isAvailable();
    }

    @Override
    public Throwable unavailabilityCause() {
        return under.unavailabilityCause();
    }

    @Override
    public SocketAddress convert(io.vertx.core.net.SocketAddress address) {
        return under.convert(address);
    }

    @Override
    public io.vertx.core.net.SocketAddress convert(SocketAddress address) {
        return under.convert(address);
    }

    @Override
    public IoHandlerFactory ioHandlerFactory() {
        return under.ioHandlerFactory();
    }

    @Override
    public EventLoopGroup eventLoopGroup(int type, int threads, ThreadFactory factory, int ioRatio) {
        return under.eventLoopGroup(type, threads, factory, ioRatio);
    }

    @Override
    public DatagramChannel datagramChannel() {
        return under.datagramChannel();
    }

    @Override
    @SuppressWarnings("deprecation") // the transport beneath asks for it so
    public DatagramChannel datagramChannel(InternetProtocolFamily family) {
        return under.datagramChannel(family);
    }

    @Override
    public ChannelFactory<? extends Channel> channelFactory(boolean domainSocket) {
        return under.channelFactory(domainSocket);
    }

    @Override
    public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
        return under.serverChannelFactory(domainSocket);
    }

    @Override
    public void configure(DatagramChannel channel, DatagramSocketOptions options) {
        under.configure(channel, options);
    }

    @Override
    public void configure(ClientOptionsBase options, int connectTimeout, boolean domainSocket, Bootstrap bootstrap) {
        under.configure(options, connectTimeout, domainSocket, bootstrap);
    }
}

using System.Net;
using PrivateLink.Engine.Connections;
using PrivateLink.Engine.Settings;
using PrivateLink.Engine.Transport;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.ProxyProtocol;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Engine.Connections;

/// <summary>Which connection displaces which, and what happens to the places, without sockets.</summary>
public class WaitingRoomTests
{
    private const int Header = 100;

    private static readonly ListenerTerms Terms = new("private", EngineUnderTest.Private());

    private readonly WaitingRoom _room = new();
    private readonly NetworkAddress[] _sources;
    private readonly LinkId[] _links;
    private long _ids;

    /// <summary>Uses sources and links that share no counter, as nearly all do.</summary>
    public WaitingRoomTests()
    {
        HashSet<int> taken = [SourceShares.CounterOf(Address("127.0.0.1"))];
        _sources = [.. Enumerable.Range(1, 200).Select(number => Address($"192.0.2.{number}")).Where(source => taken.Add(SourceShares.CounterOf(source))).Take(60)];
        _links = [.. Enumerable.Range(1, 200).Select(number => LinkId.Azure((uint)number)).Where(link => taken.Add(SourceShares.CounterOf(link))).Take(2)];
    }

    [Fact]
    public void TryTakeOver_OfTheOldest_ThoseOfTheSourceWithTheMostGiveWay()
    {
        var single = Come(_sources[0]);
        var (first, second) = (Come(_sources[1]), Come(_sources[1]));

        Assert.True(_room.TryTakeOver(HeldPlaces.Undecided));
        Assert.Equal([false, true, false], GaveWay(single, first, second));

        // If two are equal, the older one.
        Assert.True(_room.TryTakeOver(HeldPlaces.Undecided));
        Assert.Equal([true, true, false], GaveWay(single, first, second));
    }

    [Fact]
    public void TryTakeOver_NobodyWaits_FindsNobody()
    {
        Assert.False(_room.TryTakeOver(HeldPlaces.Undecided));
        var goesOn = Come(_sources[0]);
        Assert.True(_room.GoOn(goesOn));

        Assert.False(_room.TryTakeOver(HeldPlaces.Undecided));
        Assert.False(goesOn.Prelude.GaveWay);
    }

    /// <summary>All have the same peer, as behind a load balancer. Once there is a header, its source counts.</summary>
    [Fact]
    public void TryTakeOver_SourceKnownBetterMeanwhile_CountsWhereItComesFrom()
    {
        var silent = Come(source: null);
        var known = Enumerable.Range(0, 3).Select(_ => Come(source: null)).ToList();
        foreach (var (story, index) in known.Select((story, index) => (story, index)))
        {
            _room.GoOn(story);
            story.Prelude.Source = _sources[Math.Min(index, 1)];
            _room.Wait(story, Header);
        }

        Assert.True(_room.TryTakeOver(HeldPlaces.Undecided));
        Assert.Equal([false, false, true, false], GaveWay([silent, .. known]));
    }

    [Fact]
    public void TryTakeOver_OneLinkFromManySources_WeighsTogether()
    {
        var single = Come(_sources[0], link: _links[0]);
        var (first, second) = (Come(_sources[1], link: _links[1]), Come(_sources[2], link: _links[1]));

        Assert.True(_room.TryTakeOver(HeldPlaces.Undecided));

        Assert.Equal([false, true, false], GaveWay(single, first, second));
    }

    /// <summary>A customer has at least a /64.</summary>
    [Fact]
    public void TryTakeOver_OneNetworkOfIPv6_WeighsTogether()
    {
        var network = Enumerable.Range(1, 200).Select(number => $"2001:db8:0:{number:x}::")
            .First(prefix => SourceShares.CounterOf(Address(prefix)) != SourceShares.CounterOf(_sources[0]));
        var single = Come(_sources[0]);
        var (first, second) = (Come(Address(network + "1")), Come(Address(network + "2")));

        Assert.True(_room.TryTakeOver(HeldPlaces.Undecided));

        Assert.Equal([false, true, false], GaveWay(single, first, second));
    }

    /// <summary>A connection that has left no longer counts, neither for its source nor for its link.</summary>
    [Fact]
    public void Leave_Decided_GivesItsShareBack()
    {
        for (var i = 0; i < 3; i++)
        {
            var decided = Come(_sources[0], link: _links[0]);
            _room.GoOn(decided);
            _room.Leave(decided.Prelude);
        }

        var single = Come(_sources[0], link: _links[0]);
        var (first, second) = (Come(_sources[1], link: _links[1]), Come(_sources[1], link: _links[1]));

        Assert.True(_room.TryTakeOver(HeldPlaces.Undecided));
        Assert.Equal([false, true, false], GaveWay(single, first, second));
    }

    /// <summary>Sending a byte now and then does not make a waiter newer.</summary>
    [Fact]
    public void Wait_Again_KeepsItsPlace()
    {
        var (first, second) = (Come(_sources[0]), Come(_sources[1]));
        _room.GoOn(first);
        _room.Wait(first, Header);

        Assert.True(_room.TryTakeOver(HeldPlaces.Undecided));

        Assert.Equal([true, false], GaveWay(first, second));
    }

    [Fact]
    public void Wait_AfterGivingWay_IsNotInTheRoom()
    {
        var story = Come(_sources[0]);
        Assert.True(_room.TryTakeOver(HeldPlaces.Undecided));
        Assert.False(_room.GoOn(story));

        _room.Wait(story, Header);

        Assert.False(_room.TryTakeOver(HeldPlaces.Undecided));
    }

    /// <summary>A silent connection holds no bytes, and no more connections are displaced than needed.</summary>
    [Fact]
    public void TryFree_Bytes_ComeFromThoseWhoHaveSome()
    {
        var silent = Come(source: null);
        var (first, second) = (Come(_sources[0]), Come(_sources[1], received: 2 * Header));

        Assert.True(_room.TryFree(4096));
        Assert.Equal([false, true, false], GaveWay(silent, first, second));
        Assert.False(_room.TryFree(2 * 4096));
        Assert.Equal([false, true, true], GaveWay(silent, first, second));
    }

    [Fact]
    public void Places_PassedOn_AreGivenBackOnce()
    {
        var limiter = new ConnectionLimiter(new LimitOptions { Connections = 2 }, _room);
        var (relayed, silent, newcomer) = (New(), New(), New());
        Assert.Null(limiter.Enter(relayed));
        limiter.Decided(relayed);
        Assert.Null(limiter.Enter(silent));
        _room.Wait(silent, 0);

        Assert.Null(limiter.Enter(newcomer));
        Assert.Equal((true, 2, 1), (silent.Prelude.GaveWay, limiter.Open, limiter.Undecided));

        limiter.Leave(silent);
        Assert.Equal((2, 1), (limiter.Open, limiter.Undecided));
        limiter.Decided(newcomer);
        limiter.Leave(newcomer);
        limiter.Leave(newcomer);
        Assert.Equal((1, 0), (limiter.Open, limiter.Undecided));
        limiter.Leave(relayed);
        Assert.Equal((0, 0), (limiter.Open, limiter.Undecided));
    }

    /// <summary>The undecided limit may be reached while there is room overall. The refused connection then holds no place.</summary>
    [Fact]
    public void Enter_UndecidedFullAndNobodyWaits_HoldsNothing()
    {
        var limiter = new ConnectionLimiter(new LimitOptions { Connections = 10, Undecided = 1 }, _room);
        Assert.Null(limiter.Enter(New()));

        Assert.Equal(Reason.LimitPrelude, limiter.Enter(New()));

        Assert.Equal((1, 1), (limiter.Open, limiter.Undecided));
    }

    /// <summary>Half of the places are for admitted connections, whatever the settings.</summary>
    [Fact]
    public void Enter_MoreUndecidedThanHalf_IsRefused()
    {
        var limiter = new ConnectionLimiter(new LimitOptions { Connections = 4, Undecided = 100 }, _room);
        Assert.Null(limiter.Enter(New()));
        Assert.Null(limiter.Enter(New()));

        Assert.Equal(Reason.LimitPrelude, limiter.Enter(New()));
    }

    [Theory]
    [InlineData(100, 7, 7)] // limited by the descriptors
    [InlineData(5, 7, 5)] // limited by the setting
    [InlineData(5, 0, 1)] // one is always allowed
    public void Allow_Descriptors_TheSmallerOfBothCounts(int setting, int descriptors, int expected)
    {
        var limiter = new ConnectionLimiter(new LimitOptions { Connections = setting }, _room);

        limiter.Allow(descriptors);

        Assert.Equal(expected, limiter.Connections);
    }

    /// <summary>A displaced connection still holds its descriptor for a moment, so the number of such connections is limited.</summary>
    [Fact]
    public void Enter_ManyOnTheirWayOut_WaitsForOneToBeGone()
    {
        const int MostLeaving = 16;
        var limiter = new ConnectionLimiter(new LimitOptions { Connections = 4 * MostLeaving }, _room);
        for (var i = 0; i < 2 * MostLeaving; i++)
        {
            var relayed = New();
            Assert.Null(limiter.Enter(relayed));
            limiter.Decided(relayed);
        }

        List<ConnectionStory> silent = [];
        for (var i = 0; i < 2 * MostLeaving; i++)
        {
            silent.Add(New());
            Assert.Null(limiter.Enter(silent[i]));
            _room.Wait(silent[i], 0);
        }

        for (var i = 0; i < MostLeaving; i++) Assert.Null(limiter.Enter(New()));
        Assert.Equal(Reason.LimitGlobal, limiter.Enter(New()));

        limiter.Leave(silent.First(story => story.Prelude.GaveWay));
        Assert.Null(limiter.Enter(New()));
        Assert.Equal(4 * MostLeaving, limiter.Open);
    }

    private static NetworkAddress Address(string text) => NetworkAddress.From(new IPEndPoint(IPAddress.Parse(text), 1000));

    private static IEnumerable<bool> GaveWay(params ConnectionStory[] stories) => stories.Select(story => story.Prelude.GaveWay);

    private ConnectionStory New() => new(++_ids, "node", new ScriptedConnection([], ReceiveStatus.Finished), Terms, TimeProvider.System);

    /// <summary>A waiting connection: with a header if its source is given, otherwise silent.</summary>
    private ConnectionStory Come(NetworkAddress? source, LinkId? link = null, int received = Header)
    {
        var story = New();
        (story.Prelude.Source, story.Prelude.HeaderLength) = (source, source is null ? 0 : Header);
        if (link is { } id) story.Prelude.Identity = LinkIdentity.One(id);
        _room.Wait(story, source is null ? 0 : received);
        return story;
    }
}

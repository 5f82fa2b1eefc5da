using PrivateLink.Portal.ConnectionLog.Explaining;
using Xunit;

namespace PrivateLink.Tests.Portal.ConnectionLog.Explaining;

public class HostAtStakeTests
{
    [Theory]
    [InlineData(2_800L, 1_204L, 3, "a.io: 43 % of the allowed connections of the last 24 hours (1,204 of 2,800), 3 open now.")]
    [InlineData(2_800L, 0L, 0, "a.io: 0 % of the allowed connections of the last 24 hours (0 of 2,800), 0 open now.")]
    [InlineData(2_800L, 1L, 0, "a.io: less than 1 % of the allowed connections of the last 24 hours (1 of 2,800), 0 open now.")]
    [InlineData(2_800L, 2_799L, 0, "a.io: more than 99 % of the allowed connections of the last 24 hours (2,799 of 2,800), 0 open now.")]
    [InlineData(0L, 0L, 1, "a.io: no connection was allowed in the last 24 hours, 1 open now.")]
    [InlineData(null, null, 2, "a.io: the counts cannot be read now, so the number of affected connections is unknown. 2 open now.")]
    public void Words_OfWhatGoes_SayTheFiguresAndNeverTakeUnknownForNone(long? all, long? cut, int open, string words) =>
        Assert.Equal(words, new HostAtStake("a.io", all, cut, open).Words);

    [Fact]
    public void Words_OfWhatMayStillBeLetIn_AreAtMost() =>
        Assert.Equal("a.io: at most 50 % of the allowed connections of the last 24 hours (2 of 4), at most 1 open now.", new HostAtStake("a.io", 4, 2, 1) { IsAtMost = true }.Words);

    /// <summary>Connections that are not counted may be all there are.</summary>
    [Theory]
    [InlineData(0L, 0L, "a.io: the number of affected connections is unknown, because the totals since 09:00 UTC cannot be stored. Nothing is counted before that, 2 open now.")]
    [InlineData(2_800L, 0L, "a.io: the number of affected connections is unknown, because the totals since 09:00 UTC cannot be stored. Counted before that: 0 of 2,800, 2 open now.")]
    public void Words_WhileTotalsCannotBeStored_AreNotNone(long all, long cut, string words)
    {
        var host = new HostAtStake("a.io", all, cut, 2) { NotCountedSince = new DateTime(2026, 3, 1, 9, 0, 0, DateTimeKind.Utc) };

        Assert.Equal(words, host.Words);
        Assert.True((host with { OpenNow = 0 }).IsFelt);
    }

    [Theory]
    [InlineData(5L, 0L, 0, false)]
    [InlineData(5L, 1L, 0, true)]
    [InlineData(0L, 0L, 1, true)]
    [InlineData(null, null, 0, true)]
    public void IsFelt_WhatIsNotKnown_MayBe(long? all, long? cut, int open, bool felt) => Assert.Equal(felt, new HostAtStake("a.io", all, cut, open).IsFelt);
}

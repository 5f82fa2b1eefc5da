using PrivateLink.Portal.Changes;
using PrivateLink.Portal.PolicySnapshots;
using Xunit;

namespace PrivateLink.Tests.Portal.PolicySnapshots;

/// <summary>What of a change is known to be asked for by persons in this process.</summary>
public class AnnouncedEditsTests
{
    private static readonly Guid One = Guid.NewGuid();
    private static readonly Guid Other = Guid.NewGuid();
    private static readonly HashSet<Guid> Nothing = [];

    private readonly AnnouncedEdits _edits = new();

    [Fact]
    public void Between_EveryRevisionIsAPersonsHere_EverythingIsAskedFor()
    {
        Announce(1, One);
        Announce(2, Other);

        var asked = _edits.Between(0, 2);

        Assert.True(asked.Everything);
        Assert.Equal(new HashSet<Guid> { One, Other }, asked.Touched);
        Assert.Equal(new HashSet<Guid> { One, Other }, asked.Resources);
    }

    /// <summary>Announced is not saved yet: what is read now cannot have it.</summary>
    [Fact]
    public void Between_AnEditOfALaterRevision_IsNotAskedFor()
    {
        Announce(1, One);
        Announce(2, Other);

        var asked = _edits.Between(0, 1);

        Assert.True(asked.Everything);
        Assert.Equal([One], asked.Touched!);
        Assert.Equal([One], asked.Resources);
    }

    /// <summary>Another process has saved one of them: it may have touched anything.</summary>
    [Fact]
    public void Between_OneRevisionIsSomebodyElses_OnlyWhatPersonsNamedIsAskedFor()
    {
        Announce(1, One);

        var asked = _edits.Between(0, 2);

        Assert.Equal((false, null), (asked.Everything, asked.Touched));
        Assert.Equal([One], asked.Resources);
        Assert.True(asked.MayTouch(One));
        Assert.False(asked.MayTouch(Other));
    }

    /// <summary>A database that has lost its end goes on at an earlier number: how many revisions it has says nothing.</summary>
    [Fact]
    public void Between_ADatabaseOfEarlierNumbers_IsNeverEverything()
    {
        Announce(1, One);

        Assert.All(new long[] { 1, 2, 5 }, revision => Assert.Equal((false, null), (_edits.Between(revision, 1).Everything, _edits.Between(revision, 1).Touched)));
        Assert.Equal([One], _edits.Between(5, 1).Resources);
    }

    /// <summary>Who changes what hosts share has not looked at each of them, and who may not confirm does not.</summary>
    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(true, false)]
    public void Between_AnEditThatConfirmsNothing_ReleasesNothingThatWaits(bool shared, bool confirms)
    {
        _edits.Announce(1, new AnnouncedEdit(new HashSet<Guid> { One }, shared, confirms));

        var asked = _edits.Between(0, 1);

        Assert.Empty(asked.Resources);
        Assert.Equal(shared ? Nothing : [One], asked.Named);
        Assert.False(asked.Covers(One, new HashSet<Guid> { One }));
        Assert.True(asked.Covers(One, Nothing));
    }

    [Fact]
    public void Between_AnEditOfManyResources_MayTouchAny()
    {
        Announce(1, One);
        _edits.Announce(2, new AnnouncedEdit(Touched: null, TouchesShared: true, Confirms: true));

        var asked = _edits.Between(0, 2);

        Assert.Equal((true, null), (asked.Everything, asked.Touched));
        Assert.True(asked.MayTouch(Other));
    }

    [Fact]
    public void Forget_WhatIsInForce_IsNotAskedForAgain()
    {
        Announce(1, One);
        Announce(2, One);
        Announce(3, Other);

        _edits.Forget(2);

        Assert.Empty(_edits.Between(9, 2).Resources);
        Assert.Equal([Other], _edits.Between(2, 3).Resources);
    }

    /// <summary>The number goes to the next one who saves: that is not what was announced.</summary>
    [Fact]
    public void Withdraw_NotSaved_IsNotAskedFor()
    {
        Announce(1, One);

        _edits.Withdraw(1);

        Assert.Equal((false, 0), (_edits.Between(0, 1).Everything, _edits.Between(0, 1).Resources.Count));
    }

    private void Announce(long revision, Guid resource) => _edits.Announce(revision, new AnnouncedEdit(new HashSet<Guid> { resource }, TouchesShared: false, Confirms: true));
}

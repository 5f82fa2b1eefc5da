using PrivateLink.Portal.Changes;
using PrivateLink.Portal.PolicySnapshots;
using Xunit;

namespace PrivateLink.Tests.Portal.PolicySnapshots;

/// <summary>Which part of a change users of this process are known to have requested.</summary>
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

    /// <summary>An announced edit is not saved yet, so the current read cannot contain it.</summary>
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

    /// <summary>Another process saved one of the revisions, and may have changed anything.</summary>
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

    /// <summary>A database that lost its last revisions continues at an earlier number, so the number of revisions proves nothing.</summary>
    [Fact]
    public void Between_ADatabaseOfEarlierNumbers_IsNeverEverything()
    {
        Announce(1, One);

        Assert.All(new long[] { 1, 2, 5 }, revision => Assert.Equal((false, null), (_edits.Between(revision, 1).Everything, _edits.Between(revision, 1).Touched)));
        Assert.Equal([One], _edits.Between(5, 1).Resources);
    }

    /// <summary>A user who changes something shared by hosts has not reviewed each host. A user without the permission confirms nothing.</summary>
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

    /// <summary>The next save gets the number, but it is not the announced edit.</summary>
    [Fact]
    public void Withdraw_NotSaved_IsNotAskedFor()
    {
        Announce(1, One);

        _edits.Withdraw(1);

        Assert.Equal((false, 0), (_edits.Between(0, 1).Everything, _edits.Between(0, 1).Resources.Count));
    }

    private void Announce(long revision, Guid resource) => _edits.Announce(revision, new AnnouncedEdit(new HashSet<Guid> { resource }, TouchesShared: false, Confirms: true));
}

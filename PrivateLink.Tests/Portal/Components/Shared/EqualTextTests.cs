using Bunit;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Components.Pages.ConnectionLog;
using PrivateLink.Portal.Components.Pages.Onboarding;
using PrivateLink.Portal.Components.Pages.Upstreams;
using PrivateLink.Portal.Components.Shared;
using PrivateLink.Portal.Onboarding;
using PrivateLink.Portal.Upstreams;
using Xunit;

namespace PrivateLink.Tests.Portal.Components.Shared;

/// <summary>A list shows the same text twice if it comes twice. With the text as key, the next change of such a list would end the page.</summary>
public class EqualTextTests : ComponentTest
{
    [Fact]
    public void PasteFindings_TwoEqualWarnings_ShowsBoth()
    {
        var findings = Render<PasteFindings>(parameters => parameters.Add(component => component.Review, Review("Wrong zone.")));
        findings.Render(parameters => parameters.Add(component => component.Review, Review("Wrong region.", "Wrong region.")));

        Assert.Equal(2, findings.FindAll(".notice").Count);

        static PasteReview Review(params string[] warnings) => new(null!, [], warnings);
    }

    [Fact]
    public void UpstreamAddresses_TwoEqualAddresses_ShowsBoth()
    {
        var addresses = Render<UpstreamAddresses>(parameters => parameters.Add(component => component.Row, Row("10.0.0.2:443")));
        addresses.Render(parameters => parameters.Add(component => component.Row, Row("10.0.0.1:443\n10.0.0.1:443")));

        Assert.Equal(2, addresses.FindAll("tbody tr").Count);

        static UpstreamRow Row(string addresses) => new(Guid.Empty, 1, new UpstreamDraft { Name = "echo", Addresses = addresses }, [], 0);
    }

    [Fact]
    public void SumList_TheSameLinkOfTwoClouds_ShowsBoth()
    {
        var sums = Render<SumList>(parameters => parameters.Add(list => list.Title, "Links").Add(list => list.Total, 3).Add(list => list.Rows, [("1", "b", 1L)]));
        sums.Render(parameters => parameters.Add(list => list.Rows, [("553665985", "a", 2L), ("553665985", "b", 1L)]));

        Assert.Equal(2, sums.FindAll("li").Count);
    }

    [Fact]
    public void ConflictTable_TwoDifferencesOfOneField_ShowsBoth()
    {
        var conflict = Render<ConflictTable>(parameters => parameters.Add(table => table.Differences, [new FieldDifference("Name", "a", "b")]));
        conflict.Render(parameters => parameters.Add(table => table.Differences, [new FieldDifference("Link", "a", "b"), new FieldDifference("Link", "c", "d")]));

        Assert.Equal(2, conflict.FindAll("tbody tr").Count);
    }
}

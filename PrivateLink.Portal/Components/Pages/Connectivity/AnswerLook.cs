using MudBlazor;
using PrivateLink.Portal.Connectivity;

namespace PrivateLink.Portal.Components.Pages.Connectivity;

/// <summary>The icon and the colour name of each answer. The word of the answer is always beside them.</summary>
internal sealed record AnswerLook(string Icon, string Colour)
{
    public static AnswerLook Of(ConnectivityAnswer answer) => answer switch
    {
        ConnectivityAnswer.Yes => new(Icons.Material.Filled.CheckCircle, "yes"),
        ConnectivityAnswer.Partly => new(Icons.Material.Filled.ReportProblem, "partly"),
        ConnectivityAnswer.No => new(Icons.Material.Filled.Block, "no"),
        _ => new(Icons.Material.Outlined.HelpOutline, "unknown"),
    };
}

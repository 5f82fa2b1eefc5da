using Microsoft.AspNetCore.Components;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Onboarding;

namespace PrivateLink.Portal.Components.Pages.Onboarding;

/// <summary>What every step's screen has: the endpoint, somebody who acts, and sentences for what was refused.</summary>
public abstract class StepComponent : ComponentBase
{
    private IReadOnlyDictionary<string, string> _errors = new Dictionary<string, string>();

    [Parameter, EditorRequired]
    public VerificationView State { get; set; } = default!;

    /// <summary>Grows whenever there may be something new to read.</summary>
    [Parameter]
    public int Beat { get; set; }

    /// <summary>Something was saved, here or by somebody else. With a step: go there; with null: stay.</summary>
    [Parameter]
    public EventCallback<OnboardingStep?> OnSaved { get; set; }

    [Inject]
    protected CurrentCaller Current { get; set; } = default!;

    protected OnboardingView View => State.Endpoint;

    protected bool IsBusy { get; private set; }

    /// <summary>What was refused as a whole.</summary>
    protected string? Refusal { get; private set; }

    /// <summary>Where somebody else was quicker.</summary>
    protected IReadOnlyList<FieldDifference> Differences { get; private set; } = [];

    protected bool MayEdit => Current.Value.May(Permission.EditPrivateEndpoints);

    protected string? ErrorOf(string field) => _errors.GetValueOrDefault(field);

    protected void ForgetErrors() => _errors = new Dictionary<string, string>();

    /// <summary>Does something, shows what was refused, and goes on when it was saved.</summary>
    protected async Task<bool> ActAsync(Func<Task<SaveResult>> act, OnboardingStep? next)
    {
        if (IsBusy) return false;
        IsBusy = true;
        ForgetErrors();
        (Refusal, Differences) = (null, []);
        try
        {
            switch (await act())
            {
                case SaveResult.Saved:
                    await OnSaved.InvokeAsync(next);
                    return true;
                case SaveResult.Invalid invalid: _errors = invalid.Errors; break;
                case SaveResult.Refused refused: Refusal = refused.Message; break;
                case SaveResult.Conflict conflict:
                    (Refusal, Differences) = (conflict.Message, conflict.Differences);
                    await OnSaved.InvokeAsync(null);
                    break;
                case SaveResult.Unavailable unavailable: Refusal = unavailable.Message; break;
                default: Refusal = "This private endpoint no longer exists. Nothing was saved."; break;
            }

            return false;
        }
        finally
        {
            IsBusy = false;
        }
    }
}
